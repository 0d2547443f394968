package local;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import javax.imageio.ImageIO;

/** Images and videos for tests of other packages. */
public final class TestMedia {

    private static final byte[] PICTURE = SampleMedia.picture();
    private static final byte[] SMALL_PICTURE = png(320, 180);
    private static final byte[] VIDEO = SampleMedia.video();

    private TestMedia() {}

    /** A square PNG, always the same bytes. */
    public static byte[] picture() {
        return PICTURE.clone();
    }

    /** A PNG of 320 x 180 pixels, always the same bytes. */
    public static byte[] smallPicture() {
        return SMALL_PICTURE.clone();
    }

    /** A clip of one second in an MP4 file, always the same bytes. */
    public static byte[] video() {
        return VIDEO.clone();
    }

    /** The same clip in bytes that Meta has never had: a box that players skip holds a new id. */
    public static byte[] newVideo() {
        byte[] id = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(VIDEO.length + 8 + id.length)
                .put(VIDEO)
                .putInt(8 + id.length)
                .put("free".getBytes(StandardCharsets.US_ASCII))
                .put(id)
                .array();
    }

    private static byte[] png(int width, int height) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
