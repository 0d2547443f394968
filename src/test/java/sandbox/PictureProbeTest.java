package sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static sandbox.Samples.ACCOUNT;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sandbox.GraphClient.Part;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

class PictureProbeTest {
    @RegisterExtension
    static final SandboxServer SERVER = new SandboxServer();

    private final GraphClient client = SERVER.client();

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif"})
    void knowsTheSizeOfAWholePictureHoweverItIsCut(String format) throws IOException {
        byte[] picture = picture(format);

        for (int cut = 0; cut <= picture.length; cut++) {
            PictureProbe probe = new PictureProbe();
            probe.write(Arrays.copyOf(picture, cut));
            assertThat(probe.size().isPresent()).as("the first %d bytes", cut).isEqualTo(cut == picture.length);
            probe.write(Arrays.copyOfRange(picture, cut, picture.length));
            assertThat(probe.size()).contains(new PaintedPictures.Size(33, 21));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "<!DOCTYPE html><html><body>Sign in</body></html>", "RIFF....WEBPVP8 "})
    void otherFilesAreNoPictures(String text) {
        PictureProbe probe = new PictureProbe();
        probe.write(text.getBytes(StandardCharsets.UTF_8));

        assertThat(probe.size()).isEqualTo(Optional.empty());
    }

    @Test
    void allowsWhatFollowsThePicture() throws IOException {
        PictureProbe probe = new PictureProbe();
        probe.write(picture("png"));
        probe.write(new byte[] {1, 2, 3});

        assertThat(probe.size()).isPresent();
    }

    @Test
    void onlyWholePicturesBecomeImages() throws IOException {
        byte[] picture = picture("png");
        byte[] half = Arrays.copyOf(picture, picture.length - 20);

        for (byte[] file : new byte[][] {half, "<html></html>".getBytes(StandardCharsets.UTF_8)}) {
            assertThat(client.postMultipart(ACCOUNT + "/adimages", Map.of(), new Part("a", "a.png", file))
                            .status())
                    .isEqualTo(400);
        }
        assertThat(client.state().at("/objects/adimages")).isEmpty();
    }

    private static byte[] picture(String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(33, 21, BufferedImage.TYPE_INT_RGB), format, bytes);
        return bytes.toByteArray();
    }
}
