package local;

import static org.assertj.core.api.Assertions.assertThat;

import blobs.MappedBlobs;
import media.MediaTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

class SampleMediaTest {

    private final MediaTypes types = new MediaTypes(MappedBlobs.config(Path.of("unused")));

    @TempDir
    Path folder;

    @Test
    void thePictureIsAPngThatMetaAccepts() throws IOException {
        byte[] picture = SampleMedia.picture();

        assertThat(types.image("image", file(picture))).isEqualTo("image/png");
        BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(picture));
        assertThat(decoded.getWidth()).isGreaterThanOrEqualTo(600);
        assertThat(decoded.getHeight()).isGreaterThanOrEqualTo(600);
    }

    @Test
    void theClipIsRecognisedByItsContent() throws IOException {
        assertThat(types.video("video", file(SampleMedia.video()))).isEqualTo("video/mp4");
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("sample"), bytes);
    }

    @Test
    void theClipIsMadeOfWholeBoxes() {
        ByteBuffer file = ByteBuffer.wrap(SampleMedia.video());
        List<String> types = new ArrayList<>();
        while (file.hasRemaining()) {
            int start = file.position();
            int size = file.getInt();
            byte[] type = new byte[4];
            file.get(type);
            types.add(new String(type, StandardCharsets.US_ASCII));
            file.position(start + size);
        }
        assertThat(types).containsExactly("ftyp", "mdat", "moov");
    }

    @Test
    void theSampleTableFindsEveryFrame() throws IOException {
        byte[] file = SampleMedia.video();
        ByteBuffer sizes = contentOf(file, "stsz");
        ByteBuffer chunks = contentOf(file, "stco");

        assertThat(sizes.getInt(4)).isZero();
        assertThat(sizes.getInt(8)).isEqualTo(SampleMedia.FRAMES);
        int offset = chunks.getInt(8);
        for (int frame = 0; frame < SampleMedia.FRAMES; frame++) {
            int size = sizes.getInt(12 + frame * Integer.BYTES);
            BufferedImage picture =
                    ImageIO.read(new ByteArrayInputStream(Arrays.copyOfRange(file, offset, offset + size)));
            assertThat(picture).isNotNull();
            assertThat(picture.getWidth()).isEqualTo(SampleMedia.FRAME_WIDTH);
            offset += size;
        }
    }

    /** The content after the type of the box: version, flags and fields. */
    private static ByteBuffer contentOf(byte[] file, String type) {
        int at = new String(file, StandardCharsets.ISO_8859_1).lastIndexOf(type);
        return ByteBuffer.wrap(file, at + 4, file.length - at - 4).slice();
    }
}
