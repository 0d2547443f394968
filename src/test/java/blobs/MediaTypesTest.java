package blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import local.TestMedia;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

class MediaTypesTest {

    private final MediaTypes types = new MediaTypes();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"isom", "iso2", "iso5", "mp41", "mp42", "avc1", "M4V ", "dash", "MSNV"})
    void knowsAnMp4ByItsBrand(String brand) throws IOException {
        assertThat(types.video("video", file("clip.bin", movie(brand)))).isEqualTo("video/mp4");
    }

    @Test
    void knowsAMov() throws IOException {
        assertThat(types.video("video", file("clip.mp4", movie("qt  ")))).isEqualTo("video/quicktime");
    }

    @Test
    void knowsTheSampleClip() throws IOException {
        assertThat(types.video("video", file("clip", TestMedia.video()))).isEqualTo("video/mp4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg"})
    void knowsPictures(String format) throws IOException {
        ByteArrayOutputStream picture = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), format, picture);

        assertThat(types.image("image", file("picture.txt", picture.toByteArray())))
                .isEqualTo("image/" + format);
    }

    @ParameterizedTest
    @ValueSource(strings = {"heic", "mif1", "avif"})
    void refusesPicturesThatMetaDoesNotTake(String brand) throws IOException {
        Path picture = file("picture.jpg", movie(brand));

        assertThatThrownBy(() -> types.image("image", picture)).isInstanceOf(WrongMediaTypeException.class);
        assertThatThrownBy(() -> types.video("video", picture)).isInstanceOf(WrongMediaTypeException.class);
    }

    @Test
    void refusesAVideoAsAPictureAndAPictureAsAVideo() throws IOException {
        Path video = file("a.png", TestMedia.video());
        Path picture = file("a.mp4", TestMedia.picture());

        assertThatThrownBy(() -> types.image("image", video)).isInstanceOf(WrongMediaTypeException.class);
        assertThatThrownBy(() -> types.video("video", picture)).isInstanceOf(WrongMediaTypeException.class);
    }

    @Test
    void refusesATextWhateverItIsCalled() throws IOException {
        Path text = file("clip.mp4", "This is no video.".getBytes(StandardCharsets.UTF_8));

        WrongMediaTypeException refusal =
                catchThrowableOfType(WrongMediaTypeException.class, () -> types.video("video", text));

        assertThat(refusal.field()).isEqualTo("video");
        assertThat(refusal).hasMessageContaining("text/plain").hasMessageContaining("MP4 or MOV");
    }

    @Test
    void refusesNoiseAndNothing() throws IOException {
        byte[] noise = new byte[4096];
        new Random(1).nextBytes(noise);
        Path random = file("clip.mp4", noise);
        Path empty = file("empty.mp4", new byte[0]);

        assertThatThrownBy(() -> types.video("video", random)).isInstanceOf(WrongMediaTypeException.class);
        assertThatThrownBy(() -> types.image("image", random)).isInstanceOf(WrongMediaTypeException.class);
        assertThatThrownBy(() -> types.video("video", empty)).isInstanceOf(WrongMediaTypeException.class);
        assertThatThrownBy(() -> types.image("image", empty)).isInstanceOf(WrongMediaTypeException.class);
    }

    @Test
    void hasNoTypeForAThumbnailThatDidNotCome() throws IOException {
        assertThat(types.thumbnailOfJob(null)).isNull();
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    /** The head of a file of the ISO base media family. */
    private static byte[] movie(String brand) {
        String head = "\0\0\0\24ftyp" + brand + "\0\0\2\0" + brand + "\0\0\0\10free\0\0\0\10mdat";
        return head.getBytes(StandardCharsets.ISO_8859_1);
    }
}
