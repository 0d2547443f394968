package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
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
import org.junit.jupiter.params.provider.CsvSource;
import routes.TestClients.TestClient;

import java.util.List;
import java.util.Map;
import jakarta.inject.Inject;

/** The fields that all kinds of creatives share, and {@code extra} of every object. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class CreativeFieldsTest {

    @Inject
    TestClients clients;

    private TestClient client;

    @BeforeEach
    void register() {
        SandboxControl.resetWithoutProcessing();
        client = clients.register();
    }

    @Test
    void turnsEnhancementsOff() {
        Response answer = form().multiPart("enhancements", "off")
                .multiPart("multi_advertiser", "OPT_OUT")
                .post("/v1/creatives/image");

        answer.then().statusCode(201).body("verified", equalTo(true));
        JsonNode creative = made();
        assertThat(creative.at("/contextual_multi_ads/enroll_status").asText()).isEqualTo("OPT_OUT");
        JsonNode features = creative.at("/degrees_of_freedom_spec/creative_features_spec");
        assertThat(features.size()).isGreaterThanOrEqualTo(24);
        assertThat(features.at("/image_touchups/enroll_status").asText()).isEqualTo("OPT_OUT");
        assertThat(features.has("video_auto_crop")).isFalse();
        assertThat(answer.<Map<String, String>>path("enhancements"))
                .hasSize(features.size())
                .containsEntry("image_touchups", "OPT_OUT")
                .doesNotContainValue("OPT_IN");
    }

    @Test
    void namesSingleEnhancementsInAForm() {
        form().multiPart("enhancements", "{\"image_touchups\":\"OPT_OUT\",\"text_optimizations\":\"OPT_IN\"}")
                .post("/v1/creatives/image")
                .then()
                .statusCode(201);

        JsonNode features = made().at("/degrees_of_freedom_spec/creative_features_spec");
        assertThat(features.size()).isEqualTo(2);
        assertThat(features.at("/text_optimizations/enroll_status").asText()).isEqualTo("OPT_IN");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"standard_enhancements":"OPT_OUT"} | 422 | enhancements.standard_enhancements | 3858504
            {"contextual_multi_ads":"OPT_OUT"}  | 422 | enhancements.contextual_multi_ads  | multi_advertiser
            {"image_touchups":"off"}            | 400 | enhancements.image_touchups        | OPT_IN
            {"image_touchups"                   | 400 | enhancements                       | must be JSON
            on                                  | 400 | enhancements                       |
            """)
    void saysWhichEnhancementIsWrong(String enhancements, int status, String field, String detail) {
        form().multiPart("enhancements", enhancements)
                .post("/v1/creatives/image")
                .then()
                .statusCode(status)
                .body("errors.field", hasItem(field));
        assertThat(SandboxControl.calls(client, "POST", "adimages")).isEmpty();
    }

    @Test
    void listsTheEnhancements() {
        given().get("/v1/enhancements")
                .then()
                .statusCode(200)
                .body(
                        "graph_version",
                        equalTo("v26.0"),
                        "off.image",
                        hasItems("image_touchups", "adapt_to_placement", "image_end_card"),
                        "off.image",
                        not(hasItem("video_filtering")),
                        "off.carousel",
                        hasItem("carousel_to_video"),
                        "known",
                        hasItems("text_generation", "image_touchups"));
    }

    @Test
    void combinesSeveralTexts() {
        form().multiPart("messages", "[\"Roasted this morning.\",\"From the next street.\"]")
                .multiPart("headlines", "Coffee")
                .multiPart("headlines", "[Fresh] coffee")
                .post("/v1/creatives/image")
                .then()
                .statusCode(201)
                .body("verified", equalTo(true));

        JsonNode creative = made();
        assertThat(creative.at("/asset_feed_spec/optimization_type").asText()).isEqualTo("DEGREES_OF_FREEDOM");
        assertThat(creative.at("/asset_feed_spec/bodies/1/text").asText()).isEqualTo("From the next street.");
        assertThat(creative.at("/asset_feed_spec/titles/1/text").asText()).isEqualTo("[Fresh] coffee");
        assertThat(creative.at("/asset_feed_spec/images/0/hash").asText())
                .isEqualTo(
                        creative.at("/object_story_spec/link_data/image_hash").asText());
        assertThat(creative.at("/object_story_spec/link_data/message").asText()).isEqualTo("Roasted this morning.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            ["a","b"]             | -              | - | 422 | headlines
            ["a","a"]             | ["c","d"]      | - | 422 | messages.1
            ["a","b"]             | ["c","d"]      | x | 400 | messages
            ["a"]                 | ["c","d"]      | - | 400 | messages
            ["1","2","3","4","5","6"] | ["c","d"]  | - | 400 | messages
            ["a",{"b":1}]         | ["c","d"]      | - | 400 | messages.1
            """)
    void saysWhichOfSeveralTextsIsWrong(String messages, String headlines, String message, int status, String field) {
        RequestSpecification form = form().multiPart("messages", messages);
        if (headlines != null) {
            form.multiPart("headlines", headlines);
        }
        if (message != null) {
            form.multiPart("message", message);
        }
        form.post("/v1/creatives/image").then().statusCode(status).body("errors.field", hasItem(field));
    }

    @Test
    void refusesATextThatIsTooLongToBeCombined() {
        form().multiPart("messages", "a".repeat(1025))
                .multiPart("messages", "b")
                .multiPart("headlines", "c".repeat(255))
                .multiPart("headlines", "d".repeat(256))
                .post("/v1/creatives/image")
                .then()
                .statusCode(422)
                .body("errors.field", contains("messages.0", "headlines.1"));
    }

    @Test
    void leadsToALeadForm() {
        given().multiPart("client_id", client.id())
                .multiPart("name", "Praia")
                .multiPart("destination", "{\"type\":\"lead_form\",\"lead_gen_form_id\":\"99\"}")
                .multiPart("call_to_action", "SIGN_UP")
                .multiPart("image", "a.png", TestMedia.picture())
                .post("/v1/creatives/image")
                .then()
                .statusCode(201)
                .body("verified", equalTo(true));

        JsonNode link = made().at("/object_story_spec/link_data");
        assertThat(link.path("link").asText()).isEqualTo("https://fb.me/");
        assertThat(link.at("/call_to_action/type").asText()).isEqualTo("SIGN_UP");
        assertThat(link.at("/call_to_action/value").toString()).isEqualTo("{\"lead_gen_form_id\":\"99\"}");
    }

    @Test
    void refusesAButtonThatContradictsTheDestinationWithAllElseThatIsWrong() {
        form().multiPart("destination", "{\"type\":\"whatsapp\"}")
                .multiPart("call_to_action", "LEARN_MORE")
                .multiPart("messages", "[\"a\",\"a\"]")
                .multiPart("extra", "{\"name\":\"x\",\"object_story_spec\":{\"page_id\":\"1\"}}")
                .post("/v1/creatives/image")
                .then()
                .statusCode(422)
                .body(
                        "errors.field",
                        contains(
                                "call_to_action",
                                "messages.1",
                                "headlines",
                                "extra.name",
                                "extra.object_story_spec.page_id"));
        assertThat(SandboxControl.calls(client, "POST", "adimages")).isEmpty();
    }

    /** Nobody waits for a release. */
    @Test
    void addsMetasOwnParameters() {
        form().multiPart(
                        "extra",
                        "{\"authorization_category\":\"NONE\",\"object_story_spec\":{\"link_data\":{\"image_crops\":{}}}}")
                .post("/v1/creatives/image")
                .then()
                .statusCode(201);

        JsonNode creative = made();
        assertThat(creative.path("authorization_category").asText()).isEqualTo("NONE");
        assertThat(creative.at("/object_story_spec/link_data").has("image_crops"))
                .isTrue();
        assertThat(creative.at("/object_story_spec/link_data/link").asText()).isEqualTo("https://www.example.com/sale");
    }

    @Test
    void letsExtraReplaceNothing() {
        form().multiPart("extra", "{\"object_story_spec\":{\"link_data\":{\"link\":\"https://other.com/\"}}}")
                .post("/v1/creatives/image")
                .then()
                .statusCode(422)
                .body("errors.field", contains("extra.object_story_spec.link_data.link"));
    }

    @Test
    void showsAnotherAddress() {
        form().multiPart("display_link", "example.com/beach")
                .post("/v1/creatives/image")
                .then()
                .statusCode(201);

        assertThat(made().at("/object_story_spec/link_data/caption").asText()).isEqualTo("example.com/beach");
    }

    @Test
    void addsMetasOwnParametersToCampaignsAdSetsAndAds() {
        Map<String, Object> campaign = ServiceApi.campaign(client);
        campaign.put("extra", Map.of("budget_rebalance_flag", true));
        String campaignId = ServiceApi.id(ServiceApi.post("/v1/campaigns", campaign), "campaign_id");
        Map<String, Object> adSet = ServiceApi.adSet(client, campaignId);
        adSet.put("extra", Map.of("multi_optimization_goal_weight", "UNDEFINED"));
        ServiceApi.post("/v1/adsets", adSet).then().statusCode(201);

        assertThat(SandboxControl.calls(client, "POST", "adsets")).hasSize(1);
    }

    @Test
    void letsExtraOfAnAdSetNameNoMoneyAndNoOtherObject() {
        Map<String, Object> adSet = ServiceApi.adSet(client, "1");
        adSet.put("extra", Map.of("lifetime_spend_cap", 1, "campaign_spec", Map.of("name", "x"), "status", "ACTIVE"));

        ServiceApi.post("/v1/adsets", adSet)
                .then()
                .statusCode(422)
                .body(
                        "errors.pointer",
                        containsInAnyOrder("/extra/lifetime_spend_cap", "/extra/campaign_spec", "/extra/status"));
        assertThat(SandboxControl.calls(client, "POST", "adsets")).isEmpty();
    }

    @Test
    void takesAPictureThatMetaHasByItsHash() {
        String hash = ServiceApi.image(client, TestMedia.picture()).path("image_hash");

        ServiceApi.post(
                        "/v1/creatives/image",
                        ServiceApi.body(
                                client,
                                "name",
                                "Praia 2",
                                "link",
                                "https://example.com/2",
                                "media",
                                Map.of("image_hash", hash),
                                "enhancements",
                                Map.of("image_touchups", "OPT_OUT")))
                .then()
                .statusCode(201)
                .body("verified", equalTo(true), "image_hash", equalTo(hash));
        assertThat(SandboxControl.calls(client, "POST", "adimages")).hasSize(1);
    }

    @Test
    void refusesAReferenceToNothingOrToTwoThings() {
        for (Map<String, Object> media :
                List.of(Map.<String, Object>of(), Map.<String, Object>of("image_hash", "a", "video_id", "1"))) {
            ServiceApi.post(
                            "/v1/creatives/image",
                            ServiceApi.body(client, "name", "Praia", "link", "https://example.com/", "media", media))
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", contains("/media"));
        }
    }

    private RequestSpecification form() {
        return ServiceApi.form(client, "Praia").multiPart("image", "a.png", TestMedia.picture());
    }

    private JsonNode made() {
        return SandboxControl.objects("adcreatives", client).get(0);
    }
}
