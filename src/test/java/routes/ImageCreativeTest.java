package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import local.TestMedia;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.TestClients.TestClient;

import java.nio.charset.StandardCharsets;
import java.util.List;
import jakarta.inject.Inject;

/** A creative with a picture, made while the caller waits. */
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

        answer.then().statusCode(201).body("verified", equalTo(true)).body("$", not(hasKey("deduplicated")));
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

    /** Meta replaces them when the ad is shown. */
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

    /** As browsers and tools that build forms send a field that nobody filled in. */
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
