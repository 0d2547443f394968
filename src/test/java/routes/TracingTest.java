package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import local.TestMedia;
import observability.RecordedSpans;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import routes.TestClients.TestClient;

import java.util.List;
import java.util.UUID;
import jakarta.inject.Inject;

/** One trace from a caller's request to the last call to Meta. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class TracingTest {

    private static final String CALLERS_SPAN = "00f067aa0ba902b7";

    @Inject
    TestClients clients;

    @Inject
    RecordedSpans spans;

    private TestClient client;
    private String traceId;

    @BeforeEach
    void register() {
        SandboxControl.reset();
        SandboxControl.set("video_processing_ms", 200);
        client = clients.register();
        traceId = UUID.randomUUID().toString().replace("-", "");
    }

    @Test
    void aJobContinuesTheTraceOfItsCall() {
        // Makes the job wait and be resumed.
        SandboxControl.set("video_processing_ms", 3000);
        String jobId = ServiceApi.id(
                ServiceApi.form(client, "Film")
                        .header("traceparent", "00-" + traceId + "-" + CALLERS_SPAN + "-01")
                        .multiPart("video", "film.mp4", TestMedia.video())
                        .multiPart("thumbnail", "still.png", TestMedia.picture())
                        .post("/v1/jobs/creatives/video"),
                "job_id");
        ServiceApi.awaitSuccess(jobId);

        await().untilAsserted(() -> assertThat(spans.ofTrace(traceId))
                .extracting(SpanData::getName)
                .contains(
                        "POST /v1/jobs/creatives/video",
                        "job video_creative",
                        "step upload-video",
                        "meta start_video",
                        "meta transfer_video",
                        "meta finish_video",
                        "step await-processing",
                        "step upload-thumbnail",
                        "meta upload_image",
                        "step create-creative",
                        "meta create_creative",
                        "step verify-creative"));
        SpanData call = only("POST /v1/jobs/creatives/video");
        assertThat(call.getParentSpanId()).isEqualTo(CALLERS_SPAN);
        await().untilAsserted(
                        () -> assertThat(named("job video_creative")).as("runs").hasSizeGreaterThan(1));
        assertThat(named("job video_creative"))
                .allSatisfy(run -> assertThat(run.getParentSpanId()).isEqualTo(call.getSpanId()));
        assertThat(only("meta create_creative").getParentSpanId())
                .isEqualTo(only("step create-creative").getSpanId());
        assertThat(named("step upload-video")).as("a step that was done before").hasSize(1);
    }

    @Test
    void aRetryContinuesTheSameTrace() {
        SandboxControl.faults(
                "{'method':'POST','path':'/*/adcreatives','action':'error','status':400,'error':{'code':100}}");
        String jobId = ServiceApi.id(
                ServiceApi.form(client, "Film")
                        .header("traceparent", "00-" + traceId + "-" + CALLERS_SPAN + "-01")
                        .multiPart("video", "film.mp4", TestMedia.video())
                        .multiPart("thumbnail", "still.png", TestMedia.picture())
                        .post("/v1/jobs/creatives/video"),
                "job_id");
        ServiceApi.awaitStatus(jobId, "failed");
        SandboxControl.endFaults();

        given().post("/v1/jobs/" + jobId + "/retry").then().statusCode(202);
        ServiceApi.awaitSuccess(jobId);

        await().untilAsserted(() -> assertThat(named("meta create_creative")).hasSize(2));
    }

    @Test
    void aSynchronousCallIsOneTrace() {
        given().header("traceparent", "00-" + traceId + "-" + CALLERS_SPAN + "-01")
                .contentType("application/json")
                .body(ServiceApi.campaign(client))
                .post("/v1/campaigns")
                .then()
                .statusCode(201);

        await().untilAsserted(() -> assertThat(spans.ofTrace(traceId))
                .extracting(SpanData::getName)
                .containsExactly("meta create_campaign", "POST /v1/campaigns"));
        assertThat(only("meta create_campaign").getParentSpanId())
                .isEqualTo(only("POST /v1/campaigns").getSpanId());
    }

    @Test
    void spansTellNoSecretsAndNoAddresses() {
        given().header("traceparent", "00-" + traceId + "-" + CALLERS_SPAN + "-01")
                .queryParam("client_id", client.id())
                .queryParam("access_token", "a-token-in-the-wrong-place")
                .get("/v1/campaigns/1");
        ServiceApi.awaitSuccess(ServiceApi.id(ServiceApi.video(client, TestMedia.video()), "job_id"));

        await().untilAsserted(() -> assertThat(spans.ofTrace(traceId)).isNotEmpty());
        assertThat(spans.all())
                .extracting(span -> span.getName() + span.getAttributes() + span.getEvents() + span.getStatus())
                .noneMatch(text -> text.contains("test-token-of-francisco")
                        || text.contains("a-token-in-the-wrong-place")
                        || text.contains("/sandbox/"));
    }

    private List<SpanData> named(String name) {
        return spans.ofTrace(traceId).stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }

    private SpanData only(String name) {
        assertThat(named(name)).hasSize(1);
        return named(name).get(0);
    }
}
