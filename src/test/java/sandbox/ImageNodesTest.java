package sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static sandbox.Samples.ACCOUNT;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sandbox.GraphClient.Part;
import sandbox.GraphClient.Reply;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import javax.imageio.ImageIO;

class ImageNodesTest {
    @RegisterExtension
    static final SandboxServer SERVER = new SandboxServer();

    private final GraphClient client = SERVER.client();

    @Test
    void isAnsweredUnderTheNameOfItsField() throws IOException {
        byte[] jpeg = PaintedPictures.jpeg("a test");

        Reply reply = client.postMultipart(ACCOUNT + "/adimages", Map.of(), new Part("my picture", "a.jpg", jpeg));

        var image = reply.body().at("/images/my picture");
        assertThat(image.path("hash").asText()).matches("[0-9a-f]{32}");
        assertThat(image.path("name").asText()).isEqualTo("a.jpg");
        assertThat(image.path("width").asInt()).isEqualTo(1280);
        assertThat(image.path("height").asInt()).isEqualTo(720);
        assertThat(ImageIO.read(
                        new ByteArrayInputStream(client.fetch(image.path("url").asText()))))
                .isNotNull();
        assertThat(client.state().at("/objects/adimages/0/bytes").asInt()).isEqualTo(jpeg.length);
        assertThat(client.state().at("/objects/adimages/0/sha256").asText())
                .startsWith(image.path("hash").asText())
                .hasSize(64);
        assertThat(client.state().at("/calls/0/bytes").asInt()).isEqualTo(jpeg.length);
    }

    @Test
    void sameBytesAreTheSameImageOfAnAccount() {
        byte[] bytes = Samples.png(100_000, 7);

        Reply twice = client.postMultipart(
                ACCOUNT + "/adimages", Map.of(), new Part("a", "a.png", bytes), new Part("b", "b.png", bytes));
        Reply base64 =
                client.post(ACCOUNT + "/adimages", "bytes", Base64.getEncoder().encodeToString(bytes));

        String hash = twice.body().at("/images/a/hash").asText();
        assertThat(twice.body().at("/images/b/hash").asText()).isEqualTo(hash);
        assertThat(base64.body().at("/images/bytes/hash").asText()).isEqualTo(hash);
        assertThat(client.state().at("/objects/adimages")).hasSize(1);
        assertThat(client.get("/act_2002/adimages", "hashes", "[\"" + hash + "\"]")
                        .body()
                        .path("data"))
                .isEmpty();
    }

    @Test
    void base64MayComeInAMultipartField() {
        byte[] bytes = Samples.png(200_000, 8);

        Reply reply = client.postMultipart(
                ACCOUNT + "/adimages", Map.of("bytes", Base64.getEncoder().encodeToString(bytes)));

        assertThat(reply.body().at("/images/bytes/hash").asText()).hasSize(32);
        assertThat(client.state().at("/objects/adimages/0/bytes").asInt()).isEqualTo(200_000);
    }

    @Test
    void isFoundByHash() {
        String hash = Samples.imageHash(client);
        client.postMultipart(ACCOUNT + "/adimages", Map.of(), new Part("x", "x.png", Samples.png(100, 9)));

        Reply list = client.get(
                ACCOUNT + "/adimages", "hashes", "[\"" + hash + "\"]", "fields", "hash,name,status,permalink_url");

        assertThat(list.body().path("data")).hasSize(1);
        assertThat(list.body().at("/data/0/hash").asText()).isEqualTo(hash);
        assertThat(list.body().at("/data/0/id").asText()).isEqualTo("1001:" + hash);
        assertThat(client.get("/1001:" + hash, "fields", "status")
                        .body()
                        .path("status")
                        .asText())
                .isEqualTo("ACTIVE");
    }

    @Test
    void isCopiedFromAnotherAccount() {
        String hash = Samples.imageHash(client);

        client.post("/act_2002/adimages", "copy_from", "{\"source_account_id\":\"1001\",\"hash\":\"" + hash + "\"}");

        assertThat(client.get("/act_2002/adimages", "fields", "hash")
                        .body()
                        .at("/data/0/hash")
                        .asText())
                .isEqualTo(hash);
    }

    @Test
    void isDeletedOnlyWhenUnused() {
        String hash = Samples.imageHash(client);
        String creativeId = Samples.creativeId(client);

        assertThat(client.delete(ACCOUNT + "/adimages", "hash", hash).status()).isEqualTo(400);
        client.delete("/" + creativeId);
        assertThat(client.delete(ACCOUNT + "/adimages", "hash", hash).body()).hasToString("{\"success\":true}");
        assertThat(client.get(ACCOUNT + "/adimages").body().path("data")).isEmpty();
        assertThat(client.state().at("/objects/adimages/0/status").asText()).isEqualTo("DELETED");
    }

    @Test
    void refuses() {
        assertThat(client.post(ACCOUNT + "/adimages").status()).isEqualTo(400);
        assertThat(client.post(ACCOUNT + "/adimages", "bytes", "").status()).isEqualTo(400);
        assertThat(client.postMultipart(ACCOUNT + "/adimages", Map.of(), new Part("a", "a.png", new byte[0]))
                        .status())
                .isEqualTo(400);
        assertThat(client.postMultipart(ACCOUNT + "/adimages", Map.of(), new Part("a", "noextension", new byte[5]))
                        .status())
                .isEqualTo(400);
        assertThat(client.postMultipart(
                                ACCOUNT + "/adimages", Map.of(), new Part("a", "a.png", new byte[30 * 1024 * 1024 + 1]))
                        .status())
                .isEqualTo(400);
    }
}
