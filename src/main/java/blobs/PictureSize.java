package blobs;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The dimensions that a PNG or JPEG file says it has, read from its header. No decoder sees a stranger's picture: a
 * file of some kilobytes may unfold to gigabytes.
 *
 * <p>PNG (W3C "Portable Network Graphics", 11.2.1): the first chunk is {@code IHDR} and begins with both. JPEG (ITU-T
 * T.81, B.2.2): the first start-of-frame segment has them.
 *
 * @param width in pixels
 * @param height in pixels
 */
record PictureSize(long width, long height) {

    private static final long PNG_SIGNATURE = 0x89504E470D0A1A0AL;
    private static final int IHDR = 0x49484452;
    private static final int IHDR_LENGTH = 13;
    private static final int START_OF_IMAGE = 0xFFD8;
    private static final int START_OF_SCAN = 0xDA;
    private static final int END_OF_IMAGE = 0xD9;

    /** How many pixels it has in all. */
    long pixels() {
        return width * height;
    }

    /** The dimensions in the header of a PNG; empty where it has none. */
    static Optional<PictureSize> ofPng(InputStream file) throws IOException {
        DataInputStream in = new DataInputStream(file);
        try {
            if (in.readLong() != PNG_SIGNATURE || in.readInt() != IHDR_LENGTH || in.readInt() != IHDR) {
                return Optional.empty();
            }
            return of(Integer.toUnsignedLong(in.readInt()), Integer.toUnsignedLong(in.readInt()));
        } catch (EOFException tooShort) {
            return Optional.empty();
        }
    }

    /** The dimensions in the first frame header of a JPEG; empty where it has none. */
    static Optional<PictureSize> ofJpeg(InputStream file) throws IOException {
        DataInputStream in = new DataInputStream(file);
        try {
            if (in.readUnsignedShort() != START_OF_IMAGE) {
                return Optional.empty();
            }
            while (true) {
                int marker = marker(in);
                if (marker < 0 || marker == START_OF_SCAN || marker == END_OF_IMAGE) {
                    return Optional.empty();
                }
                int length = in.readUnsignedShort();
                if (isStartOfFrame(marker)) {
                    in.readUnsignedByte(); // bits of a sample
                    int height = in.readUnsignedShort();
                    return of(in.readUnsignedShort(), height);
                }
                in.skipNBytes(Math.max(0, length - 2));
            }
        } catch (EOFException tooShort) {
            return Optional.empty();
        }
    }

    /** The code of the next marker, which any number of fill bytes may precede; negative where there is none. */
    private static int marker(DataInputStream in) throws IOException {
        if (in.readUnsignedByte() != 0xFF) {
            return -1;
        }
        int code = in.readUnsignedByte();
        while (code == 0xFF) {
            code = in.readUnsignedByte();
        }
        return code;
    }

    /** C0 to CF but for the tables among them: DHT (C4), JPG (C8) and DAC (CC). */
    private static boolean isStartOfFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static Optional<PictureSize> of(long width, long height) {
        return width > 0 && height > 0 ? Optional.of(new PictureSize(width, height)) : Optional.empty();
    }
}
