package media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import blobs.MappedBlobs;
import failures.Kind;
import failures.Rejected;
import local.TestMedia;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;

class MediaTypesTest {

    private final MediaTypes types = new MediaTypes(MappedBlobs.config(Path.of("unused"), "max-pixels", "1000000"));

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"isom", "iso2", "iso5", "mp41", "mp42", "avc1", "M4V ", "dash", "MSNV"})
    void knowsAnMp4ByItsBrand(String brand) throws IOException {
        assertThat(types.video("video", file("clip.bin", clip(brand)))).isEqualTo("video/mp4");
    }

    @Test
    void knowsAMov() throws IOException {
        assertThat(types.video("video", file("clip.mp4", clip("qt  ")))).isEqualTo("video/quicktime");
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
    @ValueSource(strings = {"heic", "mif1", "avif", "M4A ", "3gp4"})
    void refusesPicturesThatMetaDoesNotTake(String brand) throws IOException {
        Path picture = file("picture.jpg", movie(brand));

        refusal(Kind.UNSUPPORTED_MEDIA_TYPE, () -> types.image("image", picture));
        refusal(Kind.UNSUPPORTED_MEDIA_TYPE, () -> types.video("video", picture));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg"})
    void countsPixelsWithoutUnfoldingThem(String format) throws IOException {
        Path fits = file("fits", claiming(format, 1000, 1000));
        Path bomb = file("bomb", claiming(format, 1000, 1001));
        Path huge = file("huge", claiming(format, 65_535, 65_535));

        assertThat(types.image("image", fits)).isEqualTo("image/" + format);
        for (Path large : List.of(bomb, huge)) {
            Rejected refusal = refusal(Kind.TOO_LARGE, () -> types.image("thumbnail", large));
            assertThat(refusal.errors().get(0).field()).isEqualTo("thumbnail");
            assertThat(refusal).hasMessageContaining("1000000 in all are allowed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg"})
    void refusesAPictureThatIsCutOff(String format) throws IOException {
        byte[] picture = claiming(format, 8, 8);
        int complete = format.equals("png") ? picture.length : beginOfSamples(picture) + 1;
        for (int length = 8; length < complete; length++) {
            Path file = file("broken", Arrays.copyOf(picture, length));
            Rejected refusal = refusal(Kind.PREFLIGHT, () -> types.image("thumbnail", file));
            assertThat(refusal.errors().get(0).field()).isEqualTo("thumbnail");
            assertThat(refusal).hasMessageContaining("cut off or damaged");
        }
    }

    /** Decoders show it, and some programs write no end marker. */
    @Test
    void takesAJpegThatEndsWithinItsScan() throws IOException {
        byte[] picture = claiming("jpeg", 8, 8);

        for (int length = beginOfSamples(picture) + 1; length <= picture.length; length++) {
            Path file = file("open", Arrays.copyOf(picture, length));
            assertThat(types.image("image", file)).isEqualTo("image/jpeg");
        }
    }

    private static int beginOfSamples(byte[] jpeg) {
        int scan = new String(jpeg, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00da");
        return scan + 2 + ByteBuffer.wrap(jpeg).getShort(scan + 2);
    }

    /** The product of such sides does not fit into 64 bits. */
    @ParameterizedTest
    @CsvSource({"-1, -1", "-1, 1", "1, -1", "65536, 1", "1, 65536", "2147483647, 2147483647"})
    void boundsEachSideOfAPicture(int width, int height) throws IOException {
        Path picture = file("large", claiming("png", width, height));

        assertThat(refusal(Kind.TOO_LARGE, () -> types.image("image", picture)))
                .hasMessageContaining("65535 on a side");
    }

    @ParameterizedTest
    @CsvSource({"png, 0, 8", "png, 8, 0", "jpeg, 0, 8", "jpeg, 8, 0"})
    void refusesAPictureWithoutASize(String format, int width, int height) throws IOException {
        Path picture = file("none", claiming(format, width, height));

        refusal(Kind.PREFLIGHT, () -> types.image("image", picture));
    }

    /** Readers differ in which of two sizes they use, so one could decode more than another has measured. */
    @Test
    void refusesAPictureWithTwoSizes() throws IOException {
        byte[] jpeg = claiming("jpeg", 8, 8);
        int frame = new String(jpeg, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00c0");
        int length = 2 + ByteBuffer.wrap(jpeg).getShort(frame + 2);
        ByteBuffer twoFrames = ByteBuffer.allocate(jpeg.length + length)
                .put(jpeg, 0, frame + length)
                .put(jpeg, frame, length)
                .put(jpeg, frame + length, jpeg.length - frame - length);
        byte[] png = claiming("png", 8, 8);
        ByteBuffer twoHeaders = ByteBuffer.allocate(png.length + 25)
                .put(png, 0, 33)
                .put(png, 8, 25)
                .put(png, 33, png.length - 33);

        for (byte[] picture : List.of(twoFrames.array(), twoHeaders.array())) {
            Path file = file("two", picture);
            refusal(Kind.PREFLIGHT, () -> types.image("image", file));
        }
    }

    @Test
    void refusesATinyVideoAndOneThatCannotBePlayed() throws IOException {
        byte[] clip = TestMedia.video();
        byte[] sound = new String(clip, StandardCharsets.ISO_8859_1)
                .replace("vide", "soun")
                .getBytes(StandardCharsets.ISO_8859_1);
        Path tiny = file("tiny.mp4", Arrays.copyOf(clip, 1023));
        Path cutOff = file("cut.mp4", Arrays.copyOf(clip, clip.length / 2));
        Path soundAlone = file("sound.mp4", sound);

        assertThat(refusal(Kind.PREFLIGHT, () -> types.video("video", tiny)))
                .hasMessage("'video': The video has 1023 bytes; Meta takes videos from 1024 bytes on.");
        assertThat(refusal(Kind.PREFLIGHT, () -> types.video("video", cutOff)))
                .hasMessageContaining("The video is cut off");
        assertThat(refusal(Kind.PREFLIGHT, () -> types.video("video", soundAlone)))
                .hasMessageContaining("The video has no picture track.");
    }

    /** Other exceptions would lead to a 500 for invalid input. */
    @Property(tries = 1000)
    void refusesOrTakesWhateverAPictureClaims(
            @ForAll boolean png,
            @ForAll @Size(max = 5) List<@IntRange(min = 2, max = 999) Integer> places,
            @ForAll @Size(5) List<Byte> values,
            @ForAll @IntRange(min = 0, max = 2000) int cut)
            throws IOException {
        byte[] picture = claiming(png ? "png" : "jpeg", 8, 8);
        for (int i = 0; i < places.size(); i++) {
            picture[2 + places.get(i) % (picture.length - 2)] = values.get(i);
        }
        byte[] file = Arrays.copyOf(picture, Math.min(picture.length, 8 + cut));

        Optional<PictureSize> size = png
                ? PictureSize.ofPng(new ByteArrayInputStream(file))
                : PictureSize.ofJpeg(new ByteArrayInputStream(file));

        size.ifPresent(known ->
                assertThat(List.of(known.width(), known.height())).allMatch(side -> side > 0 && side <= 0xFFFFFFFFL));
        if (places.isEmpty()) {
            int complete = png ? picture.length : beginOfSamples(picture) + 1;
            assertThat(size.isPresent()).isEqualTo(file.length >= complete);
        }
    }

    /** An image of 8 x 8 pixels whose header has other dimensions. */
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

        assertThat(refusal(Kind.UNSUPPORTED_MEDIA_TYPE, () -> types.image("image", video)))
                .hasMessageContaining("video/mp4");
        refusal(Kind.UNSUPPORTED_MEDIA_TYPE, () -> types.video("video", picture));
    }

    @Test
    void refusesATextWhateverItIsCalled() throws IOException {
        Path text = file("clip.mp4", "This is no video.".getBytes(StandardCharsets.UTF_8));

        Rejected refusal = refusal(Kind.UNSUPPORTED_MEDIA_TYPE, () -> types.video("video", text));

        assertThat(refusal.errors().get(0).field()).isEqualTo("video");
        assertThat(refusal).hasMessage("'video' must be an MP4 or MOV video, but its content is of another type.");
    }

    @Test
    void refusesNoiseAndNothing() throws IOException {
        byte[] noise = new byte[4096];
        new Random(1).nextBytes(noise);
        Path random = file("clip.mp4", noise);
        Path empty = file("empty.mp4", new byte[0]);

        refusal(Kind.UNSUPPORTED_MEDIA_TYPE, () -> types.video("video", random));
        refusal(Kind.UNSUPPORTED_MEDIA_TYPE, () -> types.image("image", random));
        refusal(Kind.UNSUPPORTED_MEDIA_TYPE, () -> types.video("video", empty));
        refusal(Kind.UNSUPPORTED_MEDIA_TYPE, () -> types.image("image", empty));
    }

    private static Rejected refusal(Kind kind, ThrowableAssert.ThrowingCallable check) {
        Rejected refusal = catchThrowableOfType(Rejected.class, check);
        assertThat(refusal.kind()).isEqualTo(kind);
        return refusal;
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    /** The sample video with another brand. */
    private static byte[] clip(String brand) {
        byte[] clip = TestMedia.video();
        System.arraycopy(brand.getBytes(StandardCharsets.US_ASCII), 0, clip, 8, 4);
        return clip;
    }

    /** The head of a file of the ISO base media family. */
    private static byte[] movie(String brand) {
        String head = "\0\0\0\24ftyp" + brand + "\0\0\2\0" + brand + "\0\0\0\10free\0\0\0\10mdat";
        return head.getBytes(StandardCharsets.ISO_8859_1);
    }
}
