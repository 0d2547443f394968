package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import blobs.BlobsConfig;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import local.TestMedia;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.TestClients.TestClient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import jakarta.inject.Inject;

/** A video job from the caller's bytes to the creative at Meta. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class VideoJobTest {

    /** Several windows, the last one shorter. */
    private static final int CHUNK_BYTES = 30_000;

    @Inject
    TestClients clients;

    @Inject
    BlobsConfig blobs;

    private TestClient client;

    @BeforeEach
    void register() {
        SandboxControl.reset();
        SandboxControl.set("video_processing_ms", 200);
        client = clients.register();
    }

    @Test
    void uploadsTheBytesAndMakesTheCreative() {
        SandboxControl.set("chunk_bytes", CHUNK_BYTES);
        byte[] video = largeVideo();

        Response accepted = ServiceApi.form(client, "Film")
                .multiPart("video", "film.mp4", video)
                .multiPart("thumbnail", "still.png", TestMedia.picture())
                .multiPart("title", "Summer")
                .multiPart("message", "Olá\r\n🏖", "text/plain; charset=utf-8")
                .multiPart("description", "This week")
                .multiPart("call_to_action", "SHOP_NOW")
                .post("/v1/jobs/creatives/video");
        String jobId = ServiceApi.id(accepted, "job_id");
        Response job = ServiceApi.awaitEnd(jobId);

        accepted.then().statusCode(202).header("Location", equalTo("/v1/jobs/" + jobId));
        job.then()
                .body("status", equalTo("succeeded"))
                .body("type", equalTo("video_creative"))
                .body("client_id", equalTo(client.id()))
                .body("step", equalTo("verify_creative"))
                .body("waiting_for", nullValue())
                .body("progress.bytes_sent", equalTo(video.length))
                .body("progress.bytes_total", equalTo(video.length))
                .body("progress.percent", equalTo(100.0f))
                .body("attempts", equalTo(1))
                .body("crashes", equalTo(0))
                .body("error", nullValue())
                .body("result.verified", equalTo(true));
        JsonNode made = only("advideos");
        assertThat(made.path("sha256").asText()).isEqualTo(Digests.sha256(video));
        assertThat(made.path("bytes").asLong()).isEqualTo(video.length);
        assertThat(job.<String>path("result.video_id"))
                .isEqualTo(made.path("id").asText());
        assertThat(only("adimages").path("sha256").asText()).isEqualTo(Digests.sha256(TestMedia.picture()));
        JsonNode creative = only("adcreatives");
        JsonNode data = creative.at("/object_story_spec/video_data");
        assertThat(job.<String>path("result.creative_id"))
                .isEqualTo(creative.path("id").asText());
        assertThat(data.path("video_id").asText()).isEqualTo(made.path("id").asText());
        assertThat(data.path("image_hash").asText()).isEqualTo(job.path("result.image_hash"));
        assertThat(data.path("title").asText()).isEqualTo("Summer");
        assertThat(data.path("message").asText()).isEqualTo("Olá\r\n🏖");
        assertThat(data.path("link_description").asText()).isEqualTo("This week");
        assertThat(data.at("/call_to_action/type").asText()).isEqualTo("SHOP_NOW");
        assertThat(data.at("/call_to_action/value/link").asText()).isEqualTo("https://www.example.com/sale");
        assertThat(SandboxControl.uploadCalls(client, "transfer"))
                .hasSize((video.length + CHUNK_BYTES - 1) / CHUNK_BYTES);
    }

    @Test
    void saysInItsResultWhatDiffersFromWhatWasSent() {
        SandboxControl.set("video_processing_ms", 0);
        // The first read is the video's status. The next one, of the creative, must wait until the creative has
        // changed.
        SandboxControl.faults("{'method':'GET','path':'/*','skip':1,'times':1000,'action':'error','status':400,"
                + "'error':{'code':17,'error_subcode':2446079}}");
        String jobId = ServiceApi.videoJob(client);
        ServiceApi.awaitJob(
                jobId,
                "wait for the creative",
                job -> "verify_creative".equals(job.path("step")) && "throttle".equals(job.path("waiting_for")));

        given().formParam("access_token", "t")
                .formParam("status", "WITH_ISSUES")
                .post("/sandbox/v26.0/" + only("adcreatives").path("id").asText())
                .then()
                .statusCode(200);
        SandboxControl.endFaults();

        Response job = ServiceApi.awaitSuccess(jobId);
        assertThat(job.<Boolean>path("result.verified")).isFalse();
        assertThat(job.<String>path("result.differences[0].path")).isEqualTo("status");
        assertThat(job.<String>path("result.differences[0].read")).isEqualTo("WITH_ISSUES");
    }

    @Test
    void takesMetasFrameWhereTheCallerSentNone() {
        String jobId = ServiceApi.id(ServiceApi.video(client, TestMedia.video()), "job_id");
        Response job = ServiceApi.awaitEnd(jobId);

        job.then().body("status", equalTo("succeeded"));
        assertThat(only("adimages").path("hash").asText()).isEqualTo(job.path("result.image_hash"));
        assertThat(only("adcreatives")
                        .at("/object_story_spec/video_data/image_hash")
                        .asText())
                .isEqualTo(job.path("result.image_hash"));
        assertThat(SandboxControl.calls(client, "GET", "thumbnails")).isNotEmpty();
    }

    @Test
    void leavesNoBytesBehind() {
        String jobId = ServiceApi.videoJob(client);
        ServiceApi.awaitStatus(jobId, "succeeded");

        await().untilAsserted(() -> assertThat(folder(jobId)).doesNotExist());
        assertThat(uploads()).isEmpty();
    }

    @Test
    void leavesNoFileOfAFrameThatCannotBeKept() throws IOException {
        SandboxControl.set("video_processing_ms", 1000);
        String jobId = ServiceApi.id(ServiceApi.video(client, TestMedia.video()), "job_id");
        Files.createDirectories(folder(jobId).resolve("frame.jpg").resolve("in-the-way"));

        ServiceApi.awaitEnd(jobId).then().body("status", equalTo("failed"));

        assertThat(SandboxControl.calls(client, "GET", "thumbnails")).isNotEmpty();
        assertThat(uploads()).isEmpty();
    }

    /** A failure of the store, not of Meta: only this job fails. */
    @Test
    void failsWhereItsBytesAreCutOff() throws IOException {
        SandboxControl.set("chunk_bytes", CHUNK_BYTES);
        SandboxControl.faults("{'method':'POST','path':'/" + client.adAccountId()
                + "/advideos','upload_phase':'transfer','skip':1,'times':1000,'action':'error','status':400,"
                + "'error':{'code':17,'error_subcode':2446079}}");
        byte[] video = largeVideo();
        String jobId = ServiceApi.id(ServiceApi.video(client, video), "job_id");
        ServiceApi.awaitJob(jobId, "is throttled after a window", job -> "throttle".equals(job.path("waiting_for")));
        try (FileChannel blob = FileChannel.open(folder(jobId).resolve("video.mp4"), StandardOpenOption.WRITE)) {
            blob.truncate(CHUNK_BYTES + 10);
        }
        int sent = SandboxControl.uploadCalls(client, "transfer").size();
        SandboxControl.endFaults();

        Response job = ServiceApi.awaitEnd(jobId);

        job.then()
                .body("status", equalTo("failed"))
                .body("attempts", equalTo(1))
                .body("error.type", equalTo("/problems/internal-error"))
                .body("error.detail", startsWith("The blob 'jobs/" + jobId + "/video.mp4' ends before byte "));
        assertThat(job.asString() + given().get("/v1/jobs/" + jobId + "/events").asString())
                .doesNotContain("Exception", blobs.dir().toString());
        assertThat(SandboxControl.uploadCalls(client, "transfer")).hasSize(sent);
    }

    @Test
    void keepsTheBytesOfAFailedJob() {
        SandboxControl.faults(
                "{'method':'POST','path':'/*/adcreatives','action':'error','status':400,'error':{'code':100,"
                        + "'error_subcode':1443048,'message':'Invalid parameter','error_user_title':'Ill formed',"
                        + "'error_user_msg':'The spec is ill formed.','fbtrace_id':'AbCdEf'}}");

        String jobId = ServiceApi.videoJob(client);
        Response job = ServiceApi.awaitEnd(jobId);

        job.then()
                .body("status", equalTo("failed"))
                .body("attempts", equalTo(1))
                .body("error.type", equalTo("/problems/rejected-by-meta"))
                .body("error.status", equalTo(422))
                .body("error.instance", equalTo("/v1/jobs/" + jobId))
                .body("error.detail", equalTo("Meta: The spec is ill formed. (code 100, subcode 1443048)"))
                .body("error.graph.code", equalTo(100))
                .body("error.graph.error_subcode", equalTo(1443048))
                .body("error.graph.error_user_title", equalTo("Ill formed"))
                .body("error.graph.fbtrace_id", equalTo("AbCdEf"))
                .body("result.video_id", equalTo(only("advideos").path("id").asText()));
        assertThat(folder(jobId).resolve("video.mp4")).hasBinaryContent(TestMedia.video());
        assertThat(folder(jobId).resolve("thumb.png")).hasBinaryContent(TestMedia.picture());
        assertThat(SandboxControl.calls(client, "POST", "adcreatives")).hasSize(1);
    }

    /** In order: always rejected, answered with the window that was sent, accepted and then requested again. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'upload_phase':'transfer','path':'/%s/advideos','times':1000,'action':'error','status':400,'error':"
                        + "{'code':6001,'error_subcode':1363037,'error_data':{'start_offset':0,'end_offset':30000}}}",
                "{'path':'/%s/advideos','times':1000,'action':'repeat_window'}",
                "{'upload_phase':'finish','path':'/%s/advideos','times':1000,'action':'error','status':400,'error':"
                        + "{'code':6001,'error_subcode':1363037,'error_data':{'start_offset':0,'end_offset':30000}}}"
            })
    void givesUpOnAnUploadWithoutProgress(String fault) {
        SandboxControl.set("chunk_bytes", CHUNK_BYTES);
        SandboxControl.faults(fault.formatted(client.adAccountId()));

        String jobId = ServiceApi.id(ServiceApi.video(client, largeVideo()), "job_id");
        Response job = ServiceApi.awaitEnd(jobId);

        job.then()
                .body("status", equalTo("failed"))
                .body("attempts", equalTo(ShortWaits.ATTEMPTS))
                .body("error.type", equalTo("/problems/meta-failed"));
        assertThat(SandboxControl.uploadCalls(client, "transfer")).hasSizeLessThan(200);
        assertThat(events(jobId, "upload_moved")).hasSize(ShortWaits.ATTEMPTS);
        assertThat(events(jobId, "upload_stalled")).hasSize(ShortWaits.ATTEMPTS);
        SandboxControl.endFaults();
        given().post("/v1/jobs/" + jobId + "/retry").then().statusCode(202);
        ServiceApi.awaitSuccess(jobId);
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "expired", "deleted"})
    void aRetryUploadsAgainWhereMetaGaveUpOnTheVideo(String outcome) {
        SandboxControl.set("video_outcome", outcome);
        String jobId = ServiceApi.videoJob(client);
        ServiceApi.awaitStatus(jobId, "failed").then().body("error.type", equalTo("/problems/meta-failed"));
        assertThat(SandboxControl.uploadCalls(client, "start")).hasSize(1);
        SandboxControl.set("video_outcome", "ready");

        given().post("/v1/jobs/" + jobId + "/retry").then().statusCode(202);
        Response job = ServiceApi.awaitSuccess(jobId);

        job.then().body("attempts", equalTo(1)).body("progress.bytes_sent", equalTo(TestMedia.video().length));
        assertThat(ready()).containsExactly(job.<String>path("result.video_id"));
    }

    /** The video was ready once, and is missing when the job is retried. */
    @Test
    void aRetryUploadsAgainWhereTheVideoWasDeletedMeanwhile() {
        SandboxControl.faults("{'method':'POST','path':'/" + client.adAccountId()
                + "/adcreatives','action':'error','status':400,'error':{'code':100}}");
        String jobId = ServiceApi.videoJob(client);
        String videoId = ServiceApi.awaitStatus(jobId, "failed").path("result.video_id");
        given().header("Authorization", "Bearer a-token")
                .delete("/sandbox/v26.0/" + videoId)
                .then()
                .statusCode(200);

        given().post("/v1/jobs/" + jobId + "/retry").then().statusCode(202);
        Response job = ServiceApi.awaitSuccess(jobId);

        assertThat(events(jobId, "video_lost")).hasSize(1);
        assertThat(job.<String>path("result.video_id")).isNotEqualTo(videoId);
        assertThat(ready()).containsExactly(job.<String>path("result.video_id"));
    }

    private List<String> ready() {
        return SandboxControl.objects("advideos", client).stream()
                .filter(video -> video.path("status").asText().equals("ready"))
                .map(video -> video.path("id").asText())
                .toList();
    }

    private static List<String> events(String jobId, String type) {
        return given().get("/v1/jobs/" + jobId + "/events").path("events.findAll { it.type == '" + type + "' }.detail");
    }

    @ParameterizedTest
    @ValueSource(strings = {"video", "thumbnail"})
    void acceptsNoFileThatIsNotWhatItsFieldIsFor(String field) {
        byte[] noise = new byte[5000];
        new Random(7).nextBytes(noise);
        List<Path> before = jobFolders();

        ServiceApi.form(client, "Film")
                .multiPart("video", "film.mp4", field.equals("video") ? noise : TestMedia.video())
                .multiPart("thumbnail", "still.png", field.equals("thumbnail") ? noise : TestMedia.picture())
                .post("/v1/jobs/creatives/video")
                .then()
                .statusCode(415)
                .body("type", equalTo("/problems/unsupported-media-type"), "errors[0].field", equalTo(field));

        given().queryParam("client_id", client.id()).get("/v1/jobs").then().body("jobs.size()", equalTo(0));
        assertThat(jobFolders()).isEqualTo(before);
        assertThat(uploads()).isEmpty();
    }

    /** Meta would reject them after the upload, or during processing. */
    @ParameterizedTest
    @CsvSource({"tiny, Meta takes videos from 1024 bytes on", "cut off, is cut off", "sound, has no picture track"})
    void rejectsVideosThatMetaWouldReject(String what, String why) {
        byte[] clip = TestMedia.video();
        byte[] video =
                switch (what) {
                    case "tiny" -> Arrays.copyOf(clip, 600);
                    case "cut off" -> Arrays.copyOf(clip, clip.length - 100);
                    default ->
                        new String(clip, StandardCharsets.ISO_8859_1)
                                .replace("vide", "soun")
                                .getBytes(StandardCharsets.ISO_8859_1);
                };
        List<Path> before = jobFolders();

        ServiceApi.video(client, video)
                .then()
                .statusCode(422)
                .body(
                        "type",
                        equalTo("/problems/preflight"),
                        "errors[0].field",
                        equalTo("video"),
                        "errors[0].detail",
                        containsString(why));

        given().queryParam("client_id", client.id()).get("/v1/jobs").then().body("jobs.size()", equalTo(0));
        assertThat(jobFolders()).isEqualTo(before);
        assertThat(uploads()).isEmpty();
    }

    @Test
    void waitsForMetasProcessingUntilItIsCancelled() {
        SandboxControl.set("video_processing_ms", 60_000);
        String jobId = ServiceApi.videoJob(client);

        ServiceApi.awaitJob(jobId, "waits for processing", job -> "processing".equals(job.path("waiting_for")))
                .then()
                .body("status", equalTo("running"))
                .body("step", equalTo("await_processing"))
                .body("attempts", equalTo(1));
        given().post("/v1/jobs/" + jobId + "/cancel").then().statusCode(202);
        ServiceApi.awaitStatus(jobId, "cancelled")
                .then()
                .body("result.video_id", equalTo(only("advideos").path("id").asText()));
    }

    /** The history does not grow with the number of polls. */
    @Test
    void countsItsLooksAtAVideoInOneEvent() {
        SandboxControl.set("video_processing_ms", 2500);
        String jobId = ServiceApi.videoJob(client);
        ServiceApi.awaitSuccess(jobId);

        List<String> types = given().get("/v1/jobs/" + jobId + "/events")
                .path("events.findAll { it.step == 'await_processing' }.type");

        assertThat(types).containsExactly("step_started", "waiting", "resumed", "step_finished");
        assertThat(events(jobId, "waiting").get(0)).matches("Meta is processing the video\\. \\(\\d+ times\\)");
    }

    /** Cancelled without a holder, or by the worker that polls: the history is complete. */
    @Test
    void endsItsHistoryOfLooksWithACancellation() {
        SandboxControl.set("video_processing_ms", 60_000);
        String jobId = ServiceApi.videoJob(client);
        await("several looks")
                .until(() -> !events(jobId, "waiting").isEmpty()
                        && events(jobId, "waiting").get(0).contains("times"));

        given().post("/v1/jobs/" + jobId + "/cancel").then().statusCode(202);
        ServiceApi.awaitStatus(jobId, "cancelled");

        assertThat(events(jobId, "waiting")).hasSize(1);
        assertThat(events(jobId, "cancelled")).hasSize(1);
    }

    @Test
    void answersAWaitOnTheNextStep() {
        SandboxControl.set("video_processing_ms", 1500);
        String jobId = ServiceApi.videoJob(client);
        ServiceApi.awaitJob(jobId, "waits for processing", job -> "await_processing".equals(job.path("step")));

        Instant begun = Instant.now();
        Response job = given().queryParam("wait", "20s").get("/v1/jobs/" + jobId);

        assertThat(job.<String>path("step")).isNotEqualTo("await_processing");
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(15));
        ServiceApi.awaitStatus(jobId, "succeeded");
    }

    @Test
    void answersAWaitInTimeWhereNothingChanges() {
        SandboxControl.set("video_processing_ms", 60_000);
        String jobId = ServiceApi.videoJob(client);
        ServiceApi.awaitJob(jobId, "waits for processing", job -> "processing".equals(job.path("waiting_for")));

        Instant begun = Instant.now();
        Response job = given().queryParam("wait", "700ms").get("/v1/jobs/" + jobId);

        assertThat(job.<String>path("step")).isEqualTo("await_processing");
        assertThat(Duration.between(begun, Instant.now())).isBetween(Duration.ofMillis(700), Duration.ofSeconds(10));
        given().post("/v1/jobs/" + jobId + "/cancel").then().statusCode(202);
        ServiceApi.awaitStatus(jobId, "cancelled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"6f2c1d9e-8a4b-4c0f-9b2e-1f6a7c3d5e80", "6f2c1d9e", "no-uuid"})
    void knowsNoOtherJobs(String jobId) {
        ServiceApi.job(jobId).then().statusCode(404).body("type", equalTo("/problems/not-found"));
    }

    /** An MP4 of several windows: boxes of type {@code free} may follow the movie. */
    private static byte[] largeVideo() {
        byte[] clip = TestMedia.video();
        int padding = 100_000;
        byte[] video = Arrays.copyOf(clip, clip.length + padding);
        byte[] noise = new byte[padding];
        new Random(3).nextBytes(noise);
        System.arraycopy(noise, 0, video, clip.length, padding);
        byte[] free = {0, 1, (byte) 0x86, (byte) 0xA0, 'f', 'r', 'e', 'e'};
        System.arraycopy(free, 0, video, clip.length, free.length);
        return video;
    }

    private JsonNode only(String edge) {
        List<JsonNode> objects = SandboxControl.objects(edge, client);
        assertThat(objects).as(edge).hasSize(1);
        return objects.get(0);
    }

    private Path folder(String jobId) {
        return blobs.dir().resolve("jobs").resolve(jobId);
    }

    private List<Path> jobFolders() {
        return entries(blobs.dir().resolve("jobs"));
    }

    private List<Path> uploads() {
        return entries(blobs.dir().resolve(".uploads"));
    }

    private static List<Path> entries(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
