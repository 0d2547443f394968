package media;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The dimensions of a PNG or JPEG file, read from its headers. Images of callers are never decoded: a file of some
 * kilobytes may decode to gigabytes. The file is read from its first to its last segment, since an incomplete image, or
 * one with two sizes, has no reliable dimensions. A JPEG may end within the samples of a scan: decoders show it without
 * its end marker, which some programs do not write.
 *
 * <p>PNG (W3C "Portable Network Graphics", 11.2): the first chunk is {@code IHDR} and begins with both, the last is
 * {@code IEND}. JPEG (ITU-T T.81, B.2.2): the one start-of-frame segment has them.
 *
 * @param width in pixels
 * @param height in pixels
 */
record PictureSize(long width, long height) {

    /** The longest possible side of a JPEG; image readers do not accept longer ones of a PNG either. */
    static final int LONGEST_SIDE = 65_535;

    private static final long PNG_SIGNATURE = 0x89504E470D0A1A0AL;
    private static final int IHDR = 0x49484452;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454E44;
    private static final int IHDR_LENGTH = 13;
    private static final int CHECKSUM = 4;
    private static final int START_OF_IMAGE = 0xFFD8;
    private static final int START_OF_SCAN = 0xDA;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int SECOND_IMAGE = 0xD8;
    private static final int TEMPORARY = 0x01;

    /** The number of pixels. */
    long pixels() {
        return Math.multiplyExact(width, height);
    }

    /** Returns true if no side exceeds the limit. */
    boolean isBounded() {
        return width <= LONGEST_SIDE && height <= LONGEST_SIDE;
    }

    /** The dimensions of a PNG; empty if it is incomplete or damaged. */
    static Optional<PictureSize> ofPng(InputStream file) throws IOException {
        Bytes in = new Bytes(file);
        try {
            if (in.int64() != PNG_SIGNATURE || in.int32() != IHDR_LENGTH || (int) in.int32() != IHDR) {
                return Optional.empty();
            }
            PictureSize size = new PictureSize(in.int32(), in.int32());
            in.skip(IHDR_LENGTH - 2 * Integer.BYTES + CHECKSUM);
            boolean pixels = false;
            while (true) {
                long length = in.int32();
                int chunk = (int) in.int32();
                if (chunk == IHDR) {
                    return Optional.empty();
                }
                in.skip(length + CHECKSUM);
                if (chunk == IEND) {
                    return pixels ? known(size) : Optional.empty();
                }
                pixels |= chunk == IDAT && length > 0;
            }
        } catch (EOFException cutOff) {
            return Optional.empty();
        }
    }

    /** The dimensions of a JPEG; empty if it is incomplete or damaged, or has no frame or several. */
    static Optional<PictureSize> ofJpeg(InputStream file) throws IOException {
        Bytes in = new Bytes(file);
        try {
            if (in.int16() != START_OF_IMAGE) {
                return Optional.empty();
            }
            PictureSize size = null;
            boolean pixels = false;
            int marker = in.marker();
            while (marker != END_OF_IMAGE) {
                int length = in.int16() - 2;
                if (marker == SECOND_IMAGE || length < 0) {
                    return Optional.empty();
                }
                if (isStartOfFrame(marker)) {
                    if (size != null || length < 5) {
                        return Optional.empty();
                    }
                    in.int8(); // bits per sample
                    int height = in.int16();
                    size = new PictureSize(in.int16(), height);
                    length -= 5;
                }
                in.skip(length);
                if (marker == START_OF_SCAN) {
                    pixels = true;
                    marker = in.markerAfterSamples();
                } else {
                    marker = in.marker();
                }
            }
            return pixels && size != null ? known(size) : Optional.empty();
        } catch (EOFException cutOff) {
            return Optional.empty();
        }
    }

    /** C0 to CF except the tables among them: DHT (C4), JPG (C8) and DAC (CC). */
    private static boolean isStartOfFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static Optional<PictureSize> known(PictureSize size) {
        return size.width > 0 && size.height > 0 ? Optional.of(size) : Optional.empty();
    }

    /** Reads the bytes of a file one by one, cheaply: a scan is searched byte by byte. */
    private static final class Bytes {

        private final InputStream file;
        private final byte[] buffer = new byte[64 * 1024];
        private int next;
        private int filled;

        Bytes(InputStream file) {
            this.file = file;
        }

        int int8() throws IOException {
            if (next == filled) {
                next = 0;
                filled = file.read(buffer);
                if (filled <= 0) {
                    throw new EOFException();
                }
            }
            return buffer[next++] & 0xFF;
        }

        int int16() throws IOException {
            return int8() << 8 | int8();
        }

        /** Unsigned. */
        long int32() throws IOException {
            return (long) int16() << 16 | int16();
        }

        long int64() throws IOException {
            return int32() << 32 | int32();
        }

        void skip(long count) throws IOException {
            int buffered = (int) Math.min(count, filled - next);
            next += buffered;
            file.skipNBytes(count - buffered);
        }

        /** Like {@link #marker}, after the head of a scan. The end of the file ends the image, if there are samples. */
        int markerAfterSamples() throws IOException {
            int8();
            next--;
            try {
                return marker();
            } catch (EOFException withoutMarker) {
                return END_OF_IMAGE;
            }
        }

        /**
         * The code of the next marker that begins a segment or ends the image. Before it there may be the samples of a
         * scan, in which FF is followed by 0 or by a restart marker (D0 to D7), and bytes that all readers skip.
         */
        int marker() throws IOException {
            while (true) {
                if (int8() != 0xFF) {
                    continue;
                }
                int code = int8();
                while (code == 0xFF) {
                    code = int8();
                }
                if (code > TEMPORARY && (code < 0xD0 || code > 0xD7)) {
                    return code;
                }
            }
        }
    }
}
