package local;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** Draws the image and the video of the sample chain. */
final class SampleMedia {
    /** Minimum size of an ad's image on Instagram (Meta docs, "Ad Image"). */
    static final int PICTURE_SIDE = 600;

    static final int FRAME_WIDTH = 320;
    static final int FRAME_HEIGHT = 180;
    static final int FRAMES = 25;
    static final int FRAMES_PER_SECOND = 25;

    private SampleMedia() {}

    /** A square PNG. */
    static byte[] picture() {
        return encode(draw(PICTURE_SIDE, PICTURE_SIDE, 0.5), "png");
    }

    /** A video of one second: a disc that crosses the image. */
    static byte[] video() {
        List<byte[]> frames = IntStream.range(0, FRAMES)
                .mapToObj(frame -> encode(draw(FRAME_WIDTH, FRAME_HEIGHT, (double) frame / (FRAMES - 1)), "jpg"))
                .toList();
        return new SampleMp4(FRAME_WIDTH, FRAME_HEIGHT, FRAMES_PER_SECOND).toByteArray(frames);
    }

    private static BufferedImage draw(int width, int height, double position) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setPaint(new GradientPaint(0, 0, new Color(0x6F4E37), width, height, new Color(0xF5E6D3)));
        graphics.fillRect(0, 0, width, height);
        int diameter = height / 2;
        graphics.setPaint(Color.WHITE);
        graphics.fillOval((int) (position * (width - diameter)), height / 4, diameter, diameter);
        graphics.dispose();
        return image;
    }

    private static byte[] encode(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalStateException("This Java cannot write " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
