package sandbox;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * The pictures behind the addresses in answers: JPEGs of 1280 x 720 that differ by name. They are painted when asked
 * for; the images that clients upload are not kept.
 */
final class Pictures {
    static final int WIDTH = 1280;
    static final int HEIGHT = 720;

    /** Dimensions in pixels. */
    record Size(int width, int height) {}

    private Pictures() {}

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

    /** @return dimensions of the image that starts so, or empty where it is no image that Java knows */
    static Optional<Size> sizeOf(byte[] head) {
        try (ImageInputStream stream = ImageIO.createImageInputStream(new ByteArrayInputStream(head))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                return Optional.empty();
            }
            ImageReader reader = readers.next();
            reader.setInput(stream, true, true);
            Size size = new Size(reader.getWidth(0), reader.getHeight(0));
            reader.dispose();
            return Optional.of(size);
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // the readers answer broken images with either
        }
    }
}
