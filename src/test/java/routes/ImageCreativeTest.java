package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.builder.MultiPartSpecBuilder;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.MultiPartConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import local.TestMedia;
import org.apache.http.entity.mime.HttpMultipartMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.TestClients.TestClient;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import jakarta.inject.Inject;

/** A creative with an image, created synchronously. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class ImageCreativeTest {

    @Inject
    TestClients clients;

    private TestClient client;

    @BeforeEach
    void register() {
        SandboxControl.reset();
        client = clients.register();
    }

    @Test
    void makesAVerifiedCreative() {
        Response answer = ServiceApi.image(client, TestMedia.picture());

        answer.then()
                .statusCode(201)
                .body("verified", equalTo(true))
                .body("$", not(hasKey("deduplicated")))
                .body("$", not(hasKey("differences")));
        JsonNode image = SandboxControl.objects("adimages", client).get(0);
        JsonNode creative = SandboxControl.objects("adcreatives", client).get(0);
        assertThat(image.path("sha256").asText()).isEqualTo(Digests.sha256(TestMedia.picture()));
        assertThat(answer.<String>path("image_hash"))
                .isEqualTo(image.path("hash").asText());
        assertThat(answer.<String>path("creative_id"))
                .isEqualTo(creative.path("id").asText());
        assertThat(creative.at("/object_story_spec/link_data/image_hash").asText())
                .isEqualTo(image.path("hash").asText());
        assertThat(creative.at("/object_story_spec/page_id").asText()).isEqualTo(client.pageId());
    }

    /** Meta replaces macros when the ad is shown. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/p?utm_campaign={{campaign.name}}",
                "https://example.com/{{campaign.id}}/p?ad={{ad.id}}&source={{site_source_name}}&at={{placement}}"
            })
    void passesMacrosOn(String link) {
        linked(link).post("/v1/creatives/image").then().statusCode(201);

        assertThat(SandboxControl.objects("adcreatives", client)
                        .get(0)
                        .at("/object_story_spec/link_data/link")
                        .asText())
                .isEqualTo(link);
    }

    @Test
    void saysWhichCharacterOfALinkIsWrong() {
        linked("https://example.com/a?b=[1]")
                .post("/v1/creatives/image")
                .then()
                .statusCode(400)
                .body(
                        "errors.field",
                        equalTo(List.of("link")),
                        "errors[0].detail",
                        equalTo("has the character [ at position 25; write %5B"));
    }

    /** Browsers and HTTP tools send an empty field that was not filled in. */
    @Test
    void leavesOutEmptyFields() {
        ServiceApi.form(client, "Beach")
                .multiPart("image", "a.png", TestMedia.picture())
                .multiPart("headline", "")
                .multiPart("description", "")
                .multiPart("call_to_action", "")
                .post("/v1/creatives/image")
                .then()
                .statusCode(201);

        JsonNode link = SandboxControl.objects("adcreatives", client).get(0).at("/object_story_spec/link_data");
        assertThat(link.has("name")).isFalse();
        assertThat(link.has("description")).isFalse();
        assertThat(link.at("/call_to_action/type").asText()).isEqualTo("LEARN_MORE");
    }

    private RequestSpecification linked(String link) {
        return given().multiPart("client_id", client.id())
                .multiPart("name", "Beach")
                .multiPart("link", link)
                .multiPart("image", "a.png", TestMedia.picture());
    }

    @Test
    void writesWhatTheCallerWroteToTheLetter() {
        String message = "Olá, ça & là + 100 % = ünïcode 🏖\r\nsecond line";

        ServiceApi.form(client, "Praia – verão")
                .multiPart("image", "praia.png", TestMedia.picture())
                .multiPart("message", message, "text/plain; charset=utf-8")
                .multiPart("headline", "Sale")
                .multiPart("description", "This week")
                .multiPart("call_to_action", "SHOP_NOW")
                .multiPart("instagram_user_id", "1784")
                .multiPart("url_tags", "utm_source=x&utm_medium=y")
                .post("/v1/creatives/image")
                .then()
                .statusCode(201);

        JsonNode creative = SandboxControl.objects("adcreatives", client).get(0);
        JsonNode link = creative.at("/object_story_spec/link_data");
        assertThat(creative.path("name").asText()).isEqualTo("Praia – verão");
        assertThat(link.path("message").asText()).isEqualTo(message);
        assertThat(link.path("name").asText()).isEqualTo("Sale");
        assertThat(link.path("description").asText()).isEqualTo("This week");
        assertThat(link.at("/call_to_action/type").asText()).isEqualTo("SHOP_NOW");
        assertThat(link.at("/call_to_action/value/link").asText()).isEqualTo("https://www.example.com/sale");
        assertThat(creative.at("/object_story_spec/instagram_user_id").asText()).isEqualTo("1784");
        assertThat(creative.path("url_tags").asText()).isEqualTo("utm_source=x&utm_medium=y");
    }

    /** Every button of the contract can be created, with the value that Meta expects. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CALL_NOW         | tel:+351210000000             | https://www.facebook.com/PAGE | {"link":"tel:+351210000000"}
            WHATSAPP_MESSAGE | https://api.whatsapp.com/send | https://api.whatsapp.com/send | {"app_destination":"WHATSAPP"}
            MESSAGE_PAGE     | https://m.me/2001             | https://m.me/2001             | {"app_destination":"MESSENGER"}
            LIKE_PAGE        | https://www.facebook.com/1    | https://www.facebook.com/1    | {"page":"PAGE"}
            NO_BUTTON        | https://example.com/          | https://example.com/          |
            SEE_SHOP         | https://example.com/          | https://example.com/          | {"link":"https://example.com/"}
            """)
    void givesEachButtonTheValueThatMetaExpects(String type, String link, String address, String value) {
        buttonOf(type, link).then().statusCode(201).body("verified", equalTo(true));

        JsonNode data = SandboxControl.objects("adcreatives", client).get(0).at("/object_story_spec/link_data");
        assertThat(data.path("link").asText()).isEqualTo(address.replace("PAGE", client.pageId()));
        assertThat(data.at("/call_to_action/type").asText()).isEqualTo(type);
        assertThat(data.at("/call_to_action/value").toString())
                .isEqualTo(value == null ? "" : value.replace("PAGE", client.pageId()));
    }

    @ParameterizedTest
    @CsvSource({"CALL_NOW, https://example.com/", "SHOP_NOW, tel:+351210000000"})
    void refusesAButtonThatCannotLeadToTheLink(String type, String link) {
        buttonOf(type, link)
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/preflight"), "errors[0].field", equalTo("link"));
        assertThat(SandboxControl.calls(client, "POST", "adimages")).isEmpty();
    }

    private Response buttonOf(String type, String link) {
        return given().multiPart("client_id", client.id())
                .multiPart("name", "Praia")
                .multiPart("link", link)
                .multiPart("call_to_action", type)
                .multiPart("image", "praia.png", TestMedia.picture())
                .post("/v1/creatives/image");
    }

    /** Otherwise all images of an account would have the same name in its library. */
    @ParameterizedTest
    @CsvSource({
        "summer-1x1-v3.png, summer-1x1-v3.png",
        "фото 😀.png, фото 😀.png",
        "../../beach.jpg, beach.png",
        "not a picture.exe, not a picture.exe.png"
    })
    void keepsTheNameOfThePictureInTheLibrary(String fileName, String name) {
        // As browsers write forms: the strict mode replaces non-ASCII characters of file names by question marks.
        RestAssuredConfig asBrowsersDo = RestAssured.config()
                .httpClient(HttpClientConfig.httpClientConfig().httpMultipartMode(HttpMultipartMode.BROWSER_COMPATIBLE))
                .multiPartConfig(MultiPartConfig.multiPartConfig().defaultCharset("UTF-8"));
        ServiceApi.form(client, "Praia")
                .config(asBrowsersDo)
                .multiPart(new MultiPartSpecBuilder(TestMedia.picture())
                        .controlName("image")
                        .fileName(fileName)
                        .mimeType("image/png")
                        .build())
                .post("/v1/creatives/image")
                .then()
                .statusCode(201);

        assertThat(SandboxControl.objects("adimages", client)
                        .get(0)
                        .path("name")
                        .asText())
                .isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"This is no picture, whatever it is called.", "GIF89a", "%PDF-1.7"})
    void refusesWhatIsNoPicture(String content) {
        ServiceApi.image(client, content.getBytes(StandardCharsets.UTF_8))
                .then()
                .statusCode(415)
                .body("type", equalTo("/problems/unsupported-media-type"), "errors[0].field", equalTo("image"));
        assertThat(SandboxControl.calls(client, "POST", "adimages")).isEmpty();
    }

    @Test
    void saysThatMetaHadAnEqualCreative() {
        Response first = ServiceApi.image(client, TestMedia.picture());
        Response second = ServiceApi.image(client, TestMedia.picture());

        second.then()
                .statusCode(201)
                .body("creative_id", equalTo(first.path("creative_id")))
                .body("deduplicated", equalTo(true))
                .body("verified", equalTo(true));
        assertThat(SandboxControl.objects("adcreatives", client)).hasSize(1);
    }

    /** An equal creative that exists keeps its name. */
    @Test
    void saysWhatDiffersFromWhatWasSent() {
        ServiceApi.image(client, TestMedia.picture());

        ServiceApi.form(client, "Another name")
                .multiPart("image", "praia.png", TestMedia.picture())
                .post("/v1/creatives/image")
                .then()
                .statusCode(201)
                .body("verified", equalTo(false), "deduplicated", equalTo(true))
                .body("differences", equalTo(List.of(Map.of("path", "name", "sent", "Another name", "read", "Praia"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'method':'GET','path':'/*','times':50,'action':'error','status':400,'error':{'code':100,'error_subcode':33}}",
                "{'method':'GET','path':'/*','times':50,'action':'error','status':500}",
                "{'method':'GET','path':'/*','times':50,'action':'error','status':400,'error':{'code':17,'error_subcode':2446079}}"
            })
    void returnsACreativeThatCannotBeConfirmed(String fault) {
        SandboxControl.faults(fault);

        ServiceApi.image(client, TestMedia.picture()).then().statusCode(201).body("verified", equalTo(false));
        assertThat(SandboxControl.objects("adcreatives", client)).hasSize(1);
    }
}
