package sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static sandbox.Samples.ACCOUNT;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sandbox.GraphClient.Reply;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;

/** The upload of videos as raw bodies. */
class VideoAdsTest {
    @RegisterExtension
    static final SandboxServer SERVER = new SandboxServer();

    private final GraphClient client = SERVER.client();
    private final byte[] film = Samples.bytes(300_000, 3);
    private String id;
    private String address;

    @BeforeEach
    void start() {
        client.settings("{\"video_processing_ms\":0}");
        JsonNode started =
                client.post(ACCOUNT + "/video_ads", "upload_phase", "start").body();
        id = started.path("video_id").asText();
        address = started.path("upload_url").asText();
    }

    @Test
    void takesTheFileWhole() {
        assertThat(send(film, 0, film.length).body()).hasToString("{\"success\":true}");
        assertThat(finish().body()).hasToString("{\"success\":true}");

        assertThat(client.get("/" + id, "fields", "title,status")
                        .body()
                        .at("/status/video_status")
                        .asText())
                .isEqualTo("ready");
        assertThat(client.state().at("/objects/advideos/0/bytes").asInt()).isEqualTo(film.length);
        assertThat(send(film, 0, film.length).status()).as("no more than once").isEqualTo(400);
    }

    @Test
    void resumesWhereTheLastBodyEnded() {
        send(Arrays.copyOf(film, 100_000), 0, film.length);

        assertThat(finish().status()).isEqualTo(400);
        assertThat(client.get("/" + id, "fields", "status")
                        .body()
                        .at("/status/uploading_phase/bytes_transferred")
                        .asInt())
                .isEqualTo(100_000);
        Reply wrong = send(film, 0, film.length);
        assertThat(wrong.error().path("error_subcode").asInt()).isEqualTo(1363037);
        assertThat(send(Arrays.copyOfRange(film, 100_000, film.length), 100_000, film.length)
                        .status())
                .isEqualTo(200);
        assertThat(finish().status()).isEqualTo(200);
    }

    @Test
    void takesAnAddressInstead() {
        assertThat(client.send(request()
                                .header("file_url", "https://host.invalid/a.mp4")
                                .POST(BodyPublishers.noBody()))
                        .error()
                        .path("code")
                        .asInt())
                .isEqualTo(389);
        assertThat(client.send(request()
                                .header("file_url", "https://example.com/a.mp4")
                                .POST(BodyPublishers.noBody()))
                        .status())
                .isEqualTo(200);
        assertThat(finish().status()).isEqualTo(200);
    }

    @Test
    void refuses() {
        assertThat(client.send(HttpRequest.newBuilder(URI.create(address)).POST(BodyPublishers.noBody()))
                        .error()
                        .path("code")
                        .asInt())
                .isEqualTo(104);
        assertThat(client.send(request().POST(BodyPublishers.noBody())).status())
                .isEqualTo(400);
        assertThat(client.post(ACCOUNT + "/video_ads", "upload_phase", "transfer")
                        .status())
                .isEqualTo(400);
        assertThat(client.post("/act_2002/video_ads", "upload_phase", "finish", "video_id", id)
                        .status())
                .isEqualTo(400);
    }

    private Reply send(byte[] bytes, long offset, long size) {
        return client.send(request()
                .header("offset", Long.toString(offset))
                .header("file_size", Long.toString(size))
                .POST(BodyPublishers.ofByteArray(bytes)));
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(URI.create(address)).header("Authorization", "OAuth token-of-a-test");
    }

    private Reply finish() {
        return client.post(ACCOUNT + "/video_ads", "upload_phase", "finish", "video_id", id, "title", "Film");
    }
}
