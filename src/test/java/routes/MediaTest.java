package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import local.TestMedia;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import routes.TestClients.TestClient;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import jakarta.inject.Inject;

/** Pictures and videos that are uploaded once and used many times. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class MediaTest {

    @Inject
    TestClients clients;

    private TestClient client;

    @BeforeEach
    void register() {
        SandboxControl.resetWithoutProcessing();
        client = clients.register();
    }

    // pictures

    @Test
    void uploadsAPictureWhileTheCallerWaits() {
        Response made = upload(client, TestMedia.picture());

        made.then()
                .statusCode(201)
                .body("client_id", equalTo(client.id()))
                .body("kind", equalTo("image"))
                .body("status", equalTo("ready"))
                .body("name", equalTo("Beach, blue"))
                .body("sha256", equalTo(Digests.sha256(TestMedia.picture())))
                .body("bytes", equalTo(TestMedia.picture().length))
                .body("width", notNullValue())
                .body("duration_ms", nullValue())
                .body("video_id", nullValue())
                .body("thumbnail", nullValue())
                .body("deduplicated", equalTo(false))
                .body("error", nullValue());
        String mediaId = made.path("media_id");
        made.then().header("Location", equalTo("/v1/media/" + mediaId));
        assertThat(made.<String>path("image_hash"))
                .isEqualTo(SandboxControl.objects("adimages", client)
                        .get(0)
                        .path("hash")
                        .asText());
        assertThat(medium(mediaId).asString()).isEqualTo(made.asString());
    }

    @Test
    void sendsTheSameBytesOnce() {
        String mediaId = upload(client, TestMedia.picture()).path("media_id");

        upload(client, TestMedia.picture())
                .then()
                .statusCode(200)
                .body("media_id", equalTo(mediaId))
                .body("deduplicated", equalTo(true));

        assertThat(SandboxControl.calls(client, "POST", "adimages")).hasSize(1);
    }

    @Test
    void makesOneMediumOfUploadsAtTheSameTime() {
        List<String> ids = IntStream.range(0, 6)
                .mapToObj(call -> CompletableFuture.supplyAsync(() -> upload(client, TestMedia.picture())))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .map(answer -> answer.<String>path("media_id"))
                .distinct()
                .toList();

        assertThat(ids).hasSize(1);
    }

    /** What Meta has lost is uploaded again, under the same id. */
    @Test
    void uploadsAgainWhatMetaHasLost() {
        String mediaId = upload(client, TestMedia.picture()).path("media_id");
        SandboxControl.resetWithoutProcessing();

        upload(client, TestMedia.picture())
                .then()
                .statusCode(201)
                .body("media_id", equalTo(mediaId))
                .body("deduplicated", equalTo(false));

        assertThat(SandboxControl.objects("adimages", client)).hasSize(1);
    }

    @Test
    void knowsTheBytesThatAnotherClientOfTheAccountHasSent() {
        String mediaId = upload(client, TestMedia.picture()).path("media_id");
        TestClient second = clients.registerBeside(client);

        Response known = upload(second, TestMedia.picture());

        known.then()
                .statusCode(200)
                .body("client_id", equalTo(second.id()))
                .body("deduplicated", equalTo(true))
                .body("status", equalTo("ready"));
        assertThat(known.<String>path("media_id")).isNotEqualTo(mediaId);
        assertThat(SandboxControl.calls(client, "POST", "adimages")).hasSize(1);
    }

    @Test
    void warnsOfASmallPicture() {
        upload(client, TestMedia.smallPicture()).then().statusCode(201).body("warnings.code", hasItem("small-image"));
    }

    @Test
    void refusesWhatIsNeitherAPictureNorAVideo() {
        upload(client, "GIF89a and nothing else".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .then()
                .statusCode(415)
                .body("errors[0].field", equalTo("file"))
                .body("detail", containsString("an MP4 or MOV video"));

        given().get("/v1/media?client_id=" + client.id()).then().body("media", equalTo(List.of()));
    }

    @Test
    void checksAFileWithoutSendingIt() {
        form(client, TestMedia.video())
                .post("/v1/media?dry_run=true")
                .then()
                .statusCode(200)
                .body("valid", equalTo(true))
                .body("kind", equalTo("video"))
                .body("duration_ms", notNullValue());

        given().get("/v1/media?client_id=" + client.id()).then().body("media", equalTo(List.of()));
    }

    @Test
    void givesTheFirstAnswerAgainForAnIdempotencyKey() {
        String key = UUID.randomUUID().toString();
        Response first =
                form(client, TestMedia.picture()).header("Idempotency-Key", key).post("/v1/media");

        Response second =
                form(client, TestMedia.picture()).header("Idempotency-Key", key).post("/v1/media");

        second.then().statusCode(201).header("Idempotent-Replayed", equalTo("true"));
        assertThat(second.asString()).isEqualTo(first.asString());
    }

    // videos

    @Test
    void uploadsAVideoByAJob() {
        Response accepted = upload(client, TestMedia.video());
        String mediaId = ServiceApi.id(accepted, "media_id");
        Response job = ServiceApi.awaitSuccess(accepted.path("job_id"));

        accepted.then().statusCode(202).header("Location", equalTo("/v1/media/" + mediaId));
        job.then()
                .body("type", equalTo("media_upload"))
                .body("step", equalTo("thumbnail"))
                .body("result.media_id", equalTo(mediaId))
                .body("progress.bytes_sent", equalTo(TestMedia.video().length));
        Response medium = medium(mediaId);
        medium.then()
                .body("kind", equalTo("video"))
                .body("status", equalTo("ready"))
                .body("sha256", equalTo(Digests.sha256(TestMedia.video())))
                .body("width", notNullValue())
                .body("duration_ms", notNullValue())
                .body("codec", notNullValue())
                .body("warnings.code", hasItem("moov-at-end"))
                .body("thumbnail.image_hash", notNullValue())
                .body("image_hash", nullValue());
        assertThat(medium.<String>path("video_id"))
                .isEqualTo(SandboxControl.objects("advideos", client)
                        .get(0)
                        .path("id")
                        .asText())
                .isEqualTo(job.path("result.video_id"));
    }

    @Test
    void uploadsAVideoWithoutAName() {
        Response accepted = given().multiPart("client_id", client.id())
                .multiPart("file", "film", TestMedia.video())
                .post("/v1/media");

        ServiceApi.awaitSuccess(accepted.path("job_id"));
        medium(accepted.path("media_id"))
                .then()
                .body("status", equalTo("ready"))
                .body("name", nullValue());
    }

    @Test
    void sendsTheSameVideoOnce() {
        Response first = upload(client, TestMedia.video());
        ServiceApi.awaitSuccess(first.path("job_id"));

        upload(client, TestMedia.video())
                .then()
                .statusCode(200)
                .body("media_id", equalTo(first.path("media_id")))
                .body("deduplicated", equalTo(true))
                .body("status", equalTo("ready"));

        assertThat(SandboxControl.uploadCalls(client, "start")).hasSize(1);
    }

    @Test
    void makesOneMediumOfVideosAtTheSameTime() {
        List<Response> answers = IntStream.range(0, 4)
                .mapToObj(call -> CompletableFuture.supplyAsync(() -> upload(client, TestMedia.video())))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers.stream()
                        .map(answer -> answer.<String>path("media_id"))
                        .distinct())
                .hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 202))
                .hasSize(1);
    }

    @Test
    void uploadsAVideoAgainThatMetaHasLost() {
        Response first = upload(client, TestMedia.video());
        ServiceApi.awaitSuccess(first.path("job_id"));
        SandboxControl.resetWithoutProcessing();

        Response again = upload(client, TestMedia.video());

        again.then().statusCode(202).body("media_id", equalTo(first.path("media_id")));
        ServiceApi.awaitSuccess(again.path("job_id"));
        medium(first.path("media_id")).then().body("status", equalTo("ready"));
        assertThat(medium(first.path("media_id")).<String>path("video_id"))
                .isEqualTo(SandboxControl.objects("advideos", client)
                        .get(0)
                        .path("id")
                        .asText());
    }

    /** Two clients of an account at the same time: only one of their jobs sends the bytes. */
    @Test
    void sendsTheBytesOfTwoClientsOnce() {
        SandboxControl.set("video_processing_ms", 500);
        TestClient second = clients.registerBeside(client);
        Response one = upload(client, TestMedia.video());
        Response other = upload(second, TestMedia.video());

        ServiceApi.awaitSuccess(one.path("job_id"));
        ServiceApi.awaitSuccess(other.path("job_id"));

        assertThat(SandboxControl.objects("advideos", client)).hasSize(1);
        assertThat(medium(one.path("media_id")).<String>path("video_id"))
                .isEqualTo(medium(other.path("media_id")).path("video_id"));
    }

    @Test
    void failsWithItsJobAndGoesOnWithItsRetry() {
        SandboxControl.faults("{'method':'POST','path':'/*/advideos','times':1,'action':'error','status':400,"
                + "'error':{'code':352,'error_subcode':1363024,'message':'Bad format'}}");
        Response accepted = upload(client, TestMedia.video());
        ServiceApi.awaitStatus(accepted.path("job_id"), "failed");

        medium(accepted.path("media_id"))
                .then()
                .body("status", equalTo("failed"))
                .body("error.type", equalTo("/problems/rejected-by-meta"));

        given().post("/v1/jobs/" + accepted.path("job_id") + "/retry").then().statusCode(202);
        ServiceApi.awaitSuccess(accepted.path("job_id"));
        medium(accepted.path("media_id"))
                .then()
                .body("status", equalTo("ready"))
                .body("error", nullValue());
    }

    @Test
    void failsWithAJobThatIsCancelled() {
        SandboxControl.set("video_processing_ms", 600_000);
        Response accepted = upload(client, TestMedia.video());
        ServiceApi.awaitJob(accepted.path("job_id"), "waits", job -> "processing".equals(job.path("waiting_for")));
        medium(accepted.path("media_id")).then().body("status", equalTo("processing"));

        given().post("/v1/jobs/" + accepted.path("job_id") + "/cancel").then().statusCode(202);
        ServiceApi.awaitStatus(accepted.path("job_id"), "cancelled");

        medium(accepted.path("media_id"))
                .then()
                .body("status", equalTo("failed"))
                .body("error.detail", containsString("cancelled"));
    }

    // use by creatives

    @Test
    void usesAKnownPictureForACreative() {
        String hash = upload(client, TestMedia.picture()).path("image_hash");

        ServiceApi.image(client, TestMedia.picture()).then().statusCode(201).body("image_hash", equalTo(hash));

        assertThat(SandboxControl.calls(client, "POST", "adimages")).hasSize(1);
    }

    @Test
    void makesMediaOfTheFilesOfCreatives() {
        ServiceApi.image(client, TestMedia.picture()).then().statusCode(201);
        Response film = ServiceApi.awaitSuccess(ServiceApi.id(ServiceApi.video(client, TestMedia.video()), "job_id"));

        given().get("/v1/media?kind=image&client_id=" + client.id())
                .then()
                .body("media.sha256", equalTo(List.of(Digests.sha256(TestMedia.picture()))));
        given().get("/v1/media?kind=video&client_id=" + client.id())
                .then()
                .body("media.video_id", equalTo(List.of(film.<String>path("result.video_id"))))
                .body("media[0].thumbnail.image_hash", equalTo(film.path("result.image_hash")))
                .body("media[0].duration_ms", notNullValue());
    }

    @Test
    void usesAKnownVideoForACreative() {
        ServiceApi.awaitSuccess(upload(client, TestMedia.video()).path("job_id"));

        Response creative =
                ServiceApi.awaitSuccess(ServiceApi.id(ServiceApi.video(client, TestMedia.video()), "job_id"));

        assertThat(SandboxControl.uploadCalls(client, "start")).hasSize(1);
        assertThat(creative.<String>path("result.video_id"))
                .isEqualTo(SandboxControl.objects("advideos", client)
                        .get(0)
                        .path("id")
                        .asText());
        assertThat(creative.<Boolean>path("result.deduplicated"))
                .as("of the creative")
                .isNull();
    }

    /** The remembered video is gone: the creative's job sends the bytes. */
    @Test
    void sendsTheVideoOfACreativeThatMetaHasLost() {
        ServiceApi.awaitSuccess(upload(client, TestMedia.video()).path("job_id"));
        SandboxControl.resetWithoutProcessing();

        ServiceApi.awaitSuccess(ServiceApi.id(ServiceApi.video(client, TestMedia.video()), "job_id"));

        assertThat(SandboxControl.objects("advideos", client)).hasSize(1);
    }

    // list and delete

    @Test
    void listsMediaPageByPage() {
        String first = upload(client, TestMedia.picture()).path("media_id");
        String second = upload(client, TestMedia.smallPicture()).path("media_id");

        Response page = given().get("/v1/media?limit=1&client_id=" + client.id());
        page.then().statusCode(200).body("media.media_id", equalTo(List.of(second)));
        given().get("/v1/media?limit=1&client_id=" + client.id() + "&cursor=" + page.path("next_cursor"))
                .then()
                .body("media.media_id", equalTo(List.of(first)))
                .body("next_cursor", nullValue());
        given().get("/v1/media?sha256=" + Digests.sha256(TestMedia.smallPicture()) + "&client_id=" + client.id())
                .then()
                .body("media.media_id", equalTo(List.of(second)));
        given().get("/v1/media?status=failed&client_id=" + client.id()).then().body("media", equalTo(List.of()));
        given().get("/v1/media?cursor=abc").then().statusCode(400).body("errors[0].field", equalTo("cursor"));
    }

    @Test
    void forgetsAMedium() {
        String mediaId = upload(client, TestMedia.picture()).path("media_id");

        given().delete("/v1/media/" + mediaId).then().statusCode(204);

        medium(mediaId).then().statusCode(404);
        given().delete("/v1/media/" + mediaId).then().statusCode(404);
        assertThat(SandboxControl.objects("adimages", client)).hasSize(1);
    }

    @Test
    void keepsAMediumThatAJobUses() {
        SandboxControl.set("video_processing_ms", 600_000);
        Response accepted = upload(client, TestMedia.video());

        given().delete("/v1/media/" + accepted.path("media_id"))
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/conflict"));

        given().post("/v1/jobs/" + accepted.path("job_id") + "/cancel").then().statusCode(202);
        ServiceApi.awaitStatus(accepted.path("job_id"), "cancelled");
        given().delete("/v1/media/" + accepted.path("media_id")).then().statusCode(204);
        given().post("/v1/jobs/" + accepted.path("job_id") + "/retry").then().statusCode(202);
        ServiceApi.awaitStatus(accepted.path("job_id"), "failed")
                .then()
                .body("error.type", equalTo("/problems/not-found"));
    }

    @Test
    void knowsNoOtherIds() {
        medium(UUID.randomUUID().toString()).then().statusCode(404);
        medium("not-an-id").then().statusCode(404);
    }

    private static Response medium(String mediaId) {
        return given().get("/v1/media/" + mediaId);
    }

    private static Response upload(TestClient client, byte[] bytes) {
        return form(client, bytes).post("/v1/media");
    }

    private static io.restassured.specification.RequestSpecification form(TestClient client, byte[] bytes) {
        return given().multiPart("client_id", client.id())
                .multiPart("name", "Beach, blue")
                .multiPart("file", "beach", bytes);
    }
}
