package routes;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import routes.TestClients.TestClient;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jakarta.inject.Inject;

/** Placements of ad sets: what Meta drops in silence, and what it takes only together with others. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class AdSetPlacementsTest {

    @Inject
    TestClients clients;

    private TestClient client;

    @BeforeEach
    void register() {
        SandboxControl.reset();
        client = clients.register();
    }

    @Test
    void tellsWhichPlacementsMetaDropped() {
        create(Map.of(
                        "publisher_platforms",
                        List.of("facebook", "messenger"),
                        "facebook_positions",
                        List.of("feed"),
                        "messenger_positions",
                        List.of("story", "sponsored_messages")))
                .then()
                .statusCode(201)
                .body(
                        "warnings.code",
                        contains("placement-dropped"),
                        "differences.path",
                        contains("targeting.messenger_positions"),
                        "differences.sent",
                        contains("story"));
    }

    @Test
    void saysNothingWhereAllIsInEffect() {
        create(Map.of("publisher_platforms", List.of("facebook"), "facebook_positions", List.of("feed", "story")))
                .then()
                .statusCode(201)
                .body("$", not(hasKey("warnings")), "$", not(hasKey("differences")));
    }

    @Test
    void warnsOfWhatMetaTakesOnlyTogetherAndLeavesTheDecisionToMeta() {
        create(Map.of("publisher_platforms", List.of("facebook"), "facebook_positions", List.of("story")))
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/rejected-by-meta"));
    }

    @Test
    void answersAlthoughThePlacementsCannotBeRead() {
        Map<String, Object> placements =
                Map.of("publisher_platforms", List.of("facebook"), "facebook_positions", List.of("feed"));
        SandboxControl.faults("{'method':'GET','path':'/*','times':50,'action':'error','status':400,"
                + "'error':{'code':100,'error_subcode':33}}");

        create(placements).then().statusCode(201).body("warnings.code", contains("not-read-back"));
    }

    /** The answer with the differences is the one that is kept. */
    @Test
    void repeatsTheSameAnswer() {
        Map<String, Object> body = body(Map.of(
                "publisher_platforms",
                List.of("facebook", "messenger"),
                "facebook_positions",
                List.of("feed"),
                "messenger_positions",
                List.of("story", "sponsored_messages")));
        Response first = keyed(body);
        Response second = keyed(body);

        second.then().statusCode(201).header("Idempotent-Replayed", "true").body(equalTo(first.asString()));
    }

    private Response keyed(Map<String, Object> body) {
        return given().contentType("application/json")
                .header("Idempotency-Key", "placements-" + client.id())
                .body(body)
                .post("/v1/adsets");
    }

    private Response create(Map<String, Object> placements) {
        return ServiceApi.post("/v1/adsets", body(placements));
    }

    private Map<String, Object> body(Map<String, Object> placements) {
        Map<String, Object> targeting = new HashMap<>(placements);
        targeting.put("geo_locations", Map.of("countries", List.of("US")));
        Map<String, Object> body = ServiceApi.adSet(client, ServiceApi.campaignId(client));
        body.put("targeting", targeting);
        return body;
    }
}
