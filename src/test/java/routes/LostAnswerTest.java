package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import local.TestMedia;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.TestClients.TestClient;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jakarta.inject.Inject;

/** An answer that is lost before or after Meta executed the call: there is one object, and the caller gets its id. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class LostAnswerTest {

    /** Longer than the timeout of a call. */
    private static final int LATE_MS = 4000;

    private static final List<String> LOSSES = List.of(
            "'action':'drop'",
            "'action':'drop_after'",
            "'action':'error_after','status':500",
            "'action':'error','status':503",
            "'action':'answer','body':{}",
            "'action':'answer_after','body':{}",
            "'action':'answer_after','body':{'id':''}",
            "'action':'answer_after','body':{'success':false}");

    /** The answer arrives slowly, which must not extend the call without limit. */
    private static final String TRICKLE = "'action':'trickle','delay_ms':500";

    private static final String TIMEOUT = "'action':'delay_after','delay_ms':" + LATE_MS;

    @Inject
    TestClients clients;

    private TestClient client;

    @BeforeEach
    void register() {
        SandboxControl.resetWithoutProcessing();
        client = clients.register();
    }

    static Stream<Arguments> creates() {
        return Stream.of("campaigns", "adsets", "ads", "adcreatives")
                .flatMap(edge -> LOSSES.stream().map(loss -> Arguments.of(edge, loss)));
    }

    @ParameterizedTest
    @MethodSource("creates")
    void makesOneObject(String edge, String loss) {
        makesOne(edge, loss, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {TIMEOUT, TRICKLE})
    void makesOneObjectThoughTheAnswerComesTooLate(String loss) {
        makesOne("campaigns", loss, 1);
    }

    @Test
    void makesOneObjectThoughSeveralAnswersAreLost() {
        makesOne("campaigns", "'action':'drop'", 2);
    }

    private void makesOne(String edge, String loss, int times) {
        String adSetId = edge.equals("ads") ? ServiceApi.adSetId(client) : null;
        String creativeId = edge.equals("ads") ? ServiceApi.creativeId(client) : null;
        String campaignId = edge.equals("adsets") ? ServiceApi.campaignId(client) : null;
        SandboxControl.faults("{'method':'POST','path':'/*/" + edge + "','times':" + times + "," + loss + "}");

        String id =
                switch (edge) {
                    case "campaigns" -> ServiceApi.campaignId(client);
                    case "adsets" ->
                        ServiceApi.id(ServiceApi.post("/v1/adsets", ServiceApi.adSet(client, campaignId)), "adset_id");
                    case "ads" ->
                        ServiceApi.id(ServiceApi.post("/v1/ads", ServiceApi.ad(client, adSetId, creativeId)), "ad_id");
                    default -> ServiceApi.creativeId(client);
                };

        assertThat(SandboxControl.objects(edge, client))
                .extracting(object -> object.path("id").asText())
                .containsExactly(id);
    }

    /** No answer from Meta leads to an object without an id. */
    @Test
    void failsWhereMetaNeverNamesAnObject() {
        SandboxControl.faults("{'method':'POST','path':'/*/campaigns','times':100,'action':'answer','body':{}}");

        ServiceApi.post("/v1/campaigns", ServiceApi.campaign(client))
                .then()
                .statusCode(502)
                .body("type", equalTo("/problems/meta-failed"));
    }

    @Test
    void failsAStatusChangeThatMetaDoesNotConfirm() {
        String id = ServiceApi.campaignId(client);
        SandboxControl.faults("{'method':'POST','path':'/" + id + "','times':100,'action':'answer','body':{}}");

        ServiceApi.post("/v1/campaigns/" + id + "/status", ServiceApi.body(client, "status", "ARCHIVED"))
                .then()
                .statusCode(502)
                .body("type", equalTo("/problems/meta-failed"));
    }

    @Test
    void failsWhereNoCreateComesThrough() {
        SandboxControl.faults("{'method':'POST','path':'/*/campaigns','times':100,'action':'error','status':503,"
                + "'error':{'code':2,'message':'Service temporarily unavailable'}}");

        ServiceApi.post("/v1/campaigns", ServiceApi.campaign(client))
                .then()
                .statusCode(502)
                .body("type", equalTo("/problems/meta-failed"))
                .body("graph.code", equalTo(2));

        assertThat(SandboxControl.objects("campaigns", client)).isEmpty();
        assertThat(SandboxControl.calls(client, "POST", "campaigns")).hasSize(ShortWaits.REDELIVERIES + 1);
    }

    /** Each create is delayed beyond its timeout, and executed after the caller's deadline. */
    @Test
    void saysThatTheOutcomeIsUnknownWhenTheTimeIsUp() {
        SandboxControl.faults("{'method':'POST','path':'/*/campaigns','times':100,'action':'delay','delay_ms':60000}");

        ServiceApi.post("/v1/campaigns", ServiceApi.campaign(client))
                .then()
                .statusCode(504)
                .body("type", equalTo("/problems/outcome-unknown"));
    }

    @Test
    void readsAVideoAgainAfterAnEmptyAnswer() {
        SandboxControl.faults(
                "{'method':'POST','path':'/*/advideos','upload_phase':'finish','action':'drop_after'}",
                "{'method':'GET','path':'/*','action':'answer','body':{}}");

        Response job = ServiceApi.awaitSuccess(ServiceApi.videoJob(client));

        assertThat(SandboxControl.objects("advideos", client))
                .extracting(video -> video.path("id").asText())
                .containsExactly(job.<String>path("result.video_id"));
    }

    @Test
    void readsACreativeAgainAfterAnEmptyAnswer() {
        SandboxControl.faults("{'method':'GET','path':'/*','action':'answer','body':{}}");

        ServiceApi.image(client, TestMedia.picture())
                .then()
                .statusCode(201)
                .body("verified", equalTo(true))
                .body("deduplicated", nullValue())
                .body("differences", nullValue());
    }

    /** The caller's deadline passes before the answer is complete. */
    @Test
    void answersInTimeThoughEachAnswerTrickles() {
        String campaignId = ServiceApi.campaignId(client);
        SandboxControl.faults("{'method':'GET','times':100," + TRICKLE + "}");

        Response answer = given().queryParam("client_id", client.id()).get("/v1/campaigns/" + campaignId);

        answer.then().statusCode(504).body("type", equalTo("/problems/timeout"));
        assertThat(answer.time()).as("milliseconds").isLessThan(10_000);
    }

    /** A job with a call whose answer is lost. */
    private record Case(String call, String loss, TestClient client, String jobId) {

        @Override
        public String toString() {
            return call + " " + loss;
        }
    }

    /** All concurrently, each in an account of its own. */
    @Test
    void makesOneVideoAndOneCreative() {
        List<Case> cases = new ArrayList<>();
        for (String loss : LOSSES) {
            cases.add(job("'path':'/%s/adcreatives'", loss));
            cases.add(job("'path':'/%s/adimages'", loss));
            for (String phase : List.of("start", "transfer", "finish")) {
                cases.add(job("'path':'/%s/advideos','upload_phase':'" + phase + "'", loss));
            }
        }
        cases.add(job("'path':'/%s/adcreatives'", TIMEOUT));
        cases.add(job("'path':'/%s/advideos','upload_phase':'finish'", TIMEOUT));
        cases.add(job("'path':'/%s/adcreatives'", TRICKLE));
        cases.add(job("'path':'/%s/advideos','upload_phase':'transfer'", TRICKLE));

        assertThat(cases).allSatisfy(LostAnswerTest::madeOneOfEach);
    }

    private Case job(String call, String loss) {
        TestClient caller = clients.register();
        SandboxControl.faults("{'method':'POST'," + call.formatted(caller.adAccountId()) + "," + loss + "}");
        return new Case(call, loss, caller, ServiceApi.videoJob(caller));
    }

    private static void madeOneOfEach(Case one) {
        Response job = ServiceApi.awaitSuccess(one.jobId());

        assertThat(job.<Integer>path("attempts")).isEqualTo(1);
        assertThat(only("advideos", one).path("id").asText()).isEqualTo(job.path("result.video_id"));
        assertThat(only("advideos", one).path("sha256").asText()).isEqualTo(Digests.sha256(TestMedia.video()));
        assertThat(only("adcreatives", one).path("id").asText()).isEqualTo(job.path("result.creative_id"));
        assertThat(only("adimages", one).path("hash").asText()).isEqualTo(job.path("result.image_hash"));
    }

    private static JsonNode only(String edge, Case one) {
        List<JsonNode> objects = SandboxControl.objects(edge, one.client());
        assertThat(objects).as(edge).hasSize(1);
        return objects.get(0);
    }
}
