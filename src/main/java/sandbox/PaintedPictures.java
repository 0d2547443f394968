package sandbox;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/**
 * The pictures behind the addresses in answers: JPEGs of 1280 x 720 that differ by name. Each is painted on request,
 * because uploaded images are not kept.
 */
final class PaintedPictures {
    static final int WIDTH = 1280;
    static final int HEIGHT = 720;

    /** Dimensions in pixels. */
    record Size(int width, int height) {}

    private PaintedPictures() {}

    /** @return path under the sandbox's root */
    static String path(String name) {
        return "/_media/" + name + ".jpg";
    }

    static byte[] jpeg(String name) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        Color top = new Color(name.hashCode() & 0xFFFFFF);
        graphics.setPaint(new GradientPaint(0, 0, top, WIDTH, HEIGHT, top.darker()));
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpeg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
