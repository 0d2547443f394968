package sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static sandbox.Samples.ACCOUNT;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sandbox.GraphClient.Part;
import sandbox.GraphClient.Reply;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

class VideoNodesTest {
    @RegisterExtension
    static final SandboxServer SERVER = new SandboxServer();

    private static final String EDGE = ACCOUNT + "/advideos";

    private final GraphClient client = SERVER.client();

    @Test
    void isUploadedAtOnce() throws Exception {
        byte[] bytes = Samples.bytes(3_000_000, 3);

        Reply made = client.postMultipart(
                EDGE, Map.of("title", "Film", "description", "d"), new Part("source", "film.mp4", bytes));

        JsonNode video = client.state().at("/objects/advideos/0");
        assertThat(video.path("id").asText()).isEqualTo(made.id());
        assertThat(video.path("bytes").asLong()).isEqualTo(3_000_000);
        assertThat(video.path("sha256").asText()).isEqualTo(sha256(bytes));
        assertThat(client.get("/" + made.id(), "fields", "title")
                        .body()
                        .path("title")
                        .asText())
                .isEqualTo("Film");
        assertThat(client.get(EDGE).body().at("/data/0/id").asText()).isEqualTo(made.id());
    }

    @Test
    void isFetchedFromAnAddress() {
        client.settings("{\"video_processing_ms\":0}");

        Reply made = client.post(EDGE, "file_url", "https://example.com/a.mp4", "title", "Film");

        Reply read = client.get("/" + made.id(), "fields", "title,length,picture,thumbnails,status");
        assertThat(read.body().path("title").asText()).isEqualTo("Film");
        assertThat(read.body().path("length").asDouble()).isPositive();
        assertThat(read.body().at("/thumbnails/data/0/is_preferred").asBoolean())
                .isTrue();
        for (String address : List.of("https://host.invalid/a.mp4", "ftp://example.com/a.mp4", "a.mp4")) {
            Reply reply = client.post(EDGE, "file_url", address);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.error().path("code").asInt()).isEqualTo(389);
            assertThat(reply.error().path("error_subcode").asInt()).isEqualTo(1363057);
        }
    }

    @Test
    void isTooLargeForOneCall() {
        client.settings("{\"largest_post_bytes\":5000}");

        Reply reply = client.postMultipart(EDGE, Map.of(), new Part("source", "a.mp4", Samples.bytes(5001, 1)));

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.body()).isNull();
        assertThat(client.state().at("/objects/advideos")).isEmpty();
    }

    @Test
    void isDeletedThroughTheAccountToo() {
        String id = Samples.readyVideoId(client);

        assertThat(client.delete(EDGE, "video_id", id).body()).hasToString("{\"success\":true}");
        assertThat(client.get("/" + id).status()).isEqualTo(400);
        assertThat(client.delete(EDGE, "video_id", id).status()).isEqualTo(400);
        assertThat(client.delete(EDGE).status()).isEqualTo(400);
    }

    @Test
    void failsForTheReasonThatIsSet() {
        client.settings("{\"video_outcome\":\"error\",\"video_error\":\"No sound track\"}");
        String id = Samples.readyVideoId(client);

        assertThat(client.get("/" + id, "fields", "status")
                        .body()
                        .at("/status/processing_phase/errors/0/message")
                        .asText())
                .isEqualTo("No sound track");
    }

    @Test
    void refusesAnEmptyFileAndALongTitle() {
        assertThat(client.post(EDGE).status()).isEqualTo(400);
        assertThat(client.postMultipart(EDGE, Map.of(), new Part("source", "a.mp4", new byte[0]))
                        .error()
                        .path("code")
                        .asInt())
                .isEqualTo(351);
        assertThat(client.postMultipart(
                                EDGE, Map.of("title", "x".repeat(255)), new Part("source", "a.mp4", new byte[9]))
                        .status())
                .isEqualTo(400);
        assertThat(client.post(EDGE, "upload_phase", "pause").status()).isEqualTo(400);
    }

    @Test
    void isUploadedInTheServersWindows() throws Exception {
        client.settings("{\"chunk_bytes\":400000,\"video_processing_ms\":0}");
        byte[] bytes = Samples.bytes(1_000_003, 4);

        JsonNode started = start(bytes.length);
        assertThat(started.path("start_offset").isTextual()).isTrue();
        assertThat(started.path("start_offset").asText()).isEqualTo("0");
        assertThat(started.path("end_offset").asText()).isEqualTo("400000");
        String session = started.path("upload_session_id").asText();
        String videoId = started.path("video_id").asText();
        assertThat(client.state().at("/objects/advideos")).isEmpty();

        JsonNode second = transfer(session, bytes, 0, 400_000).body();
        assertThat(second.path("start_offset").asText()).isEqualTo("400000");
        assertThat(client.state().at("/objects/upload_sessions/0/bytes").asLong())
                .isEqualTo(400_000);
        transfer(session, bytes, 400_000, 800_000);
        JsonNode last = transfer(session, bytes, 800_000, bytes.length).body();
        assertThat(last.path("start_offset").asText()).isEqualTo("1000003");
        assertThat(last.path("end_offset").asText()).isEqualTo("1000003");

        Reply finished = client.post(EDGE, "upload_phase", "finish", "upload_session_id", session, "title", "Film");
        assertThat(finished.body()).hasToString("{\"success\":true}");
        JsonNode state = client.state();
        assertThat(state.at("/objects/upload_sessions")).isEmpty();
        assertThat(state.at("/objects/advideos/0/id").asText()).isEqualTo(videoId);
        assertThat(state.at("/objects/advideos/0/sha256").asText()).isEqualTo(sha256(bytes));
        assertThat(state.at("/objects/advideos/0/bytes").asLong()).isEqualTo(bytes.length);
        assertThat(state.at("/objects/advideos/0/title").asText()).isEqualTo("Film");
        JsonNode call = state.at("/calls/1");
        assertThat(call.path("upload_phase").asText()).isEqualTo("transfer");
        assertThat(call.path("start_offset").asLong()).isZero();
        assertThat(call.path("bytes").asLong()).isEqualTo(400_000);
        assertThat(call.path("account").asText()).isEqualTo("act_1001");
        assertThat(call.path("path").asText()).isEqualTo("/act_1001/advideos");
    }

    @Test
    void aWindowSentTwiceIsAnsweredWithTheWantedOne() throws Exception {
        client.settings("{\"chunk_bytes\":1000}");
        byte[] bytes = Samples.bytes(2500, 5);
        String session = start(bytes.length).path("upload_session_id").asText();
        transfer(session, bytes, 0, 1000);

        Reply again = transfer(session, bytes, 0, 1000);

        assertThat(again.status()).isEqualTo(400);
        assertThat(again.error().path("code").asInt()).isEqualTo(6001);
        assertThat(again.error().path("error_subcode").asInt()).isEqualTo(1363037);
        assertThat(again.error().path("is_transient").asBoolean(true)).isFalse();
        assertThat(again.error().path("error_data")).hasToString("{\"start_offset\":1000,\"end_offset\":2000}");
        transfer(session, bytes, 1000, 2000);
        transfer(session, bytes, 2000, 2500);
        finish(session);
        assertThat(client.state().at("/objects/advideos/0/sha256").asText()).isEqualTo(sha256(bytes));
    }

    @Test
    void aPartOfAWindowIsNotTakenOver() throws Exception {
        client.settings("{\"chunk_bytes\":1000}");
        byte[] bytes = Samples.bytes(1500, 6);
        String session = start(bytes.length).path("upload_session_id").asText();

        Reply partial = transfer(session, bytes, 0, 999);
        byte[] cutOff = GraphClient.multipart(
                GraphClient.params("upload_phase", "transfer", "upload_session_id", session, "start_offset", "0"),
                new Part("video_file_chunk", "c", Arrays.copyOfRange(bytes, 0, 1000)));
        Reply unclosed = client.postMultipart(EDGE, Arrays.copyOfRange(cutOff, 0, cutOff.length - 100));

        assertThat(partial.error().path("error_subcode").asInt()).isEqualTo(1363033);
        assertThat(unclosed.error().path("error_subcode").asInt()).isEqualTo(1363033);
        assertThat(client.state().at("/objects/upload_sessions/0/bytes").asLong())
                .isZero();
        transfer(session, bytes, 0, 1000);
        transfer(session, bytes, 1000, 1500);
        finish(session);
        assertThat(client.state().at("/objects/advideos/0/sha256").asText()).isEqualTo(sha256(bytes));
    }

    @Test
    void theOrderOfAFormIsFree() throws Exception {
        byte[] bytes = Samples.bytes(3000, 12);
        String session = start(bytes.length).path("upload_session_id").asText();
        String fileFirst = new String(
                        GraphClient.multipart(
                                Map.of(), new Part("video_file_chunk", "c", "0123456789".getBytes(UTF_8))),
                        UTF_8)
                .replace("0123456789", HexFormat.of().formatHex(bytes).substring(0, 3000));
        String fields = new String(
                GraphClient.multipart(GraphClient.params(
                        "upload_phase", "transfer", "upload_session_id", session, "start_offset", "0")),
                UTF_8);
        String boundary = fileFirst.substring(0, fileFirst.indexOf("\r\n"));
        String body = fileFirst.replace(boundary + "--\r\n", "") + fields;

        Reply reply = client.postMultipart(EDGE, body.getBytes(UTF_8));

        assertThat(reply.body().path("start_offset").asText()).isEqualTo("3000");
        finish(session);
        assertThat(client.state().at("/objects/advideos/0/sha256").asText())
                .isEqualTo(sha256(
                        HexFormat.of().formatHex(bytes).substring(0, 3000).getBytes(UTF_8)));
    }

    @Test
    void aChunkNeedsAFileAndAnOffset() {
        String session = start(2000).path("upload_session_id").asText();

        assertThat(client.post(EDGE, "upload_phase", "transfer", "upload_session_id", session, "start_offset", "0")
                        .error()
                        .path("error_subcode")
                        .asInt())
                .isEqualTo(1363020);
        assertThat(client.post(EDGE, "upload_phase", "transfer", "upload_session_id", session)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void cannotBeFinishedTooEarlyOrStartedWithoutASize() {
        String session = start(2000).path("upload_session_id").asText();

        Reply early = finish(session);

        assertThat(early.status()).isEqualTo(400);
        assertThat(early.error().at("/error_data/start_offset").asInt()).isZero();
        assertThat(client.post(EDGE, "upload_phase", "start").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 600, 1023})
    void isNotSmallerThanAKilobyte(int size) {
        JsonNode inWindows = client.post(EDGE, "upload_phase", "start", "file_size", Integer.toString(size))
                .error();
        JsonNode atOnce = client.postMultipart(EDGE, Map.of(), new Part("source", "a.mp4", new byte[Math.max(1, size)]))
                .error();

        for (JsonNode refusal : List.of(inWindows, atOnce)) {
            assertThat(refusal.path("code").asInt()).isEqualTo(6001);
            assertThat(refusal.path("error_subcode").asInt()).isEqualTo(1363022);
        }
        assertThat(client.state().at("/objects/upload_sessions")).isEmpty();
        assertThat(start(1024).path("upload_session_id").asText()).isNotEmpty();
    }

    @Test
    void anUnknownCancelledOrExpiredSessionIsNoMore() {
        byte[] bytes = Samples.bytes(2000, 1);
        String cancelled = start(2000).path("upload_session_id").asText();
        assertThat(client.post(EDGE, "upload_phase", "cancel", "upload_session_id", cancelled)
                        .body())
                .hasToString("{\"success\":true}");
        client.settings("{\"session_ttl_ms\":1}");
        String expired = start(2000).path("upload_session_id").asText();
        Awaitility.await()
                .until(() -> client.state().at("/objects/upload_sessions").isEmpty());

        for (String session : new String[] {"123", cancelled, expired}) {
            Reply reply = transfer(session, bytes, 0, 2000);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.error().path("code").asInt()).isEqualTo(100);
            assertThat(reply.error().path("error_subcode").asInt()).isEqualTo(33);
        }
        assertThat(client.state().at("/objects/advideos")).isEmpty();
    }

    @Test
    void aSessionBelongsToItsAccount() {
        String session = start(2000).path("upload_session_id").asText();

        assertThat(client.post("/act_2002/advideos", "upload_phase", "finish", "upload_session_id", session)
                        .error()
                        .path("error_subcode")
                        .asInt())
                .isEqualTo(33);
    }

    @Test
    void tellsHowFarTheUploadIs() {
        client.settings("{\"chunk_bytes\":600}");
        JsonNode started = start(1100);
        transfer(started.path("upload_session_id").asText(), Samples.bytes(1100, 1), 0, 600);

        JsonNode status = status(started.path("video_id").asText());

        assertThat(status.path("video_status").asText()).isEqualTo("processing");
        assertThat(status.at("/uploading_phase/status").asText()).isEqualTo("in_progress");
        assertThat(status.at("/uploading_phase/bytes_transferred").asInt()).isEqualTo(600);
        assertThat(status.at("/uploading_phase/source_file_size").asInt()).isEqualTo(1100);
    }

    @Test
    void isProcessedForAWhile() throws IOException {
        client.settings("{\"video_processing_ms\":400}");
        String id = Samples.videoId(client);

        assertThat(status(id).path("video_status").asText()).isEqualTo("processing");
        assertThat(status(id).at("/processing_phase/status").asText()).isEqualTo("in_progress");
        assertThat(client.get("/" + id + "/thumbnails").body()).hasToString("{\"data\":[]}");
        String placeholder =
                client.get("/" + id, "fields", "picture").body().path("picture").asText();
        assertThat(client.state().at("/objects/advideos/0/status").asText()).isEqualTo("processing");

        Awaitility.await().until(() -> status(id).path("video_status").asText().equals("ready"));
        assertThat(status(id).at("/publishing_phase/status").asText()).isEqualTo("complete");
        assertThat(client.state().at("/objects/advideos/0/status").asText()).isEqualTo("ready");
        assertThat(client.get("/" + id, "fields", "picture")
                        .body()
                        .path("picture")
                        .asText())
                .isNotEqualTo(placeholder);
        JsonNode frame = client.get("/" + id + "/thumbnails").body().at("/data/0");
        assertThat(frame.path("is_preferred").asBoolean()).isTrue();
        assertThat(frame.path("uri").asText()).startsWith(client.root());
        var picture = ImageIO.read(
                new ByteArrayInputStream(client.fetch(frame.path("uri").asText())));
        assertThat(picture.getWidth()).isEqualTo(frame.path("width").asInt());
        assertThat(client.get("/" + id + "/thumbnails", "fields", "uri")
                        .body()
                        .at("/data/0")
                        .has("width"))
                .isFalse();
        assertThat(client.get("/" + id, "fields", "thumbnails{uri}").body().at("/thumbnails/data/0/uri"))
                .isEqualTo(frame.path("uri"));
    }

    @ParameterizedTest
    @CsvSource({"error, error", "expired, expired", "deleted, DELETED"})
    void endsAsOrdered(String outcome, String state) {
        client.settings("{\"video_outcome\":\"" + outcome + "\",\"video_processing_ms\":0}");
        String id = Samples.videoId(client);
        client.settings("{\"video_outcome\":\"ready\"}");

        Reply read = client.get("/" + id, "fields", "status");

        assertThat(client.state().at("/objects/advideos/0/status").asText()).isEqualTo(state);
        assertThat(client.get("/" + Samples.videoId(client), "fields", "status")
                        .body()
                        .at("/status/video_status")
                        .asText())
                .isEqualTo("ready");
        if (outcome.equals("deleted")) {
            assertThat(read.error().path("error_subcode").asInt()).isEqualTo(33);
        } else {
            assertThat(read.body().at("/status/video_status").asText()).isEqualTo(outcome);
            assertThat(read.body().at("/status/uploading_phase/status").asText())
                    .isEqualTo("complete");
            assertThat(read.body().at("/status/processing_phase/status").asText())
                    .isEqualTo("error");
            assertThat(read.body()
                            .at("/status/processing_phase/errors/0/message")
                            .isTextual())
                    .isEqualTo(outcome.equals("error"));
            assertThat(client.get("/" + id + "/thumbnails").body().path("data")).isEmpty();
        }
    }

    @Test
    void isDeleted() {
        String id = Samples.videoId(client);

        assertThat(client.delete("/" + id).body()).hasToString("{\"success\":true}");

        assertThat(client.get("/" + id).status()).isEqualTo(400);
        assertThat(client.get(EDGE).body().path("data")).isEmpty();
        assertThat(client.state().at("/objects/advideos/0/status").asText()).isEqualTo("DELETED");
    }

    private JsonNode start(long size) {
        return client.post(EDGE, "upload_phase", "start", "file_size", Long.toString(size))
                .body();
    }

    private Reply transfer(String session, byte[] bytes, int from, int to) {
        return client.postMultipart(
                EDGE,
                GraphClient.params(
                        "upload_phase",
                        "transfer",
                        "upload_session_id",
                        session,
                        "start_offset",
                        Integer.toString(from)),
                new Part("video_file_chunk", "chunk", Arrays.copyOfRange(bytes, from, to)));
    }

    private Reply finish(String session) {
        return client.post(EDGE, "upload_phase", "finish", "upload_session_id", session);
    }

    private JsonNode status(String id) {
        return client.get("/" + id, "fields", "status").body().path("status");
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
