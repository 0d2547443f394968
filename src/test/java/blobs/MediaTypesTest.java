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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

class MediaTypesTest {

    private final MediaTypes types = new MediaTypes(MappedBlobs.config(Path.of("unused"), "max-pixels", "1000000"));

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

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg"})
    void countsPixelsWithoutUnfoldingThem(String format) throws IOException {
        Path fits = file("fits", claiming(format, 1000, 1000));
        Path bomb = file("bomb", claiming(format, 1000, 1001));
        Path huge = file("huge", claiming(format, 65_535, 65_535));

        assertThat(types.image("image", fits)).isEqualTo("image/" + format);
        for (Path large : List.of(bomb, huge)) {
            TooManyPixelsException refusal =
                    catchThrowableOfType(TooManyPixelsException.class, () -> types.image("thumbnail", large));
            assertThat(refusal.field()).isEqualTo("thumbnail");
            assertThat(refusal).hasMessageContaining("1000000 in all are allowed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg"})
    void leavesABrokenPictureToMeta(String format) throws IOException {
        byte[] picture = claiming(format, 8, 8);
        for (int length = 8; length < picture.length; length++) {
            Path file = file("broken", Arrays.copyOf(picture, length));
            assertThat(types.image("image", file)).isEqualTo("image/" + format);
        }
    }

    /** A picture of 8 x 8 pixels whose header says something else. */
    private static byte[] claiming(String format, int width, int height) throws IOException {
        ByteArrayOutputStream picture = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), format, picture);
        ByteBuffer bytes = ByteBuffer.wrap(picture.toByteArray());
        if (format.equals("png")) {
            bytes.putInt(16, width).putInt(20, height);
        } else {
            int frame = new String(bytes.array(), StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00c0");
            bytes.putShort(frame + 5, (short) height).putShort(frame + 7, (short) width);
        }
        return bytes.array();
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
