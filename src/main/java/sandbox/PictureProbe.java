package sandbox;

import java.util.Arrays;
import java.util.Optional;

/**
 * Follows the bytes of a file to its end, to tell whether it is a whole PNG, JPEG or GIF and how large the picture is.
 * Nothing is decoded or kept. Bytes behind the end of a picture are allowed, as readers of pictures allow them.
 */
final class PictureProbe {
    private static final int SIGNATURE = 8;
    private static final int CHUNK_HEAD = 8;
    private static final int CHUNK_CHECKSUM = 4;
    private static final int FRAME_HEAD = 7;
    private static final int GIF_SCREEN_LENGTH = 7;
    private static final int GIF_IMAGE_LENGTH = 9;
    private static final int IHDR = 0x49484452;
    private static final int IEND = 0x49454E44;
    private static final long PNG = 0x89504E470D0A1A0AL;

    private enum Step {
        SIGNATURE,
        PNG_CHUNK,
        PNG_SIZE,
        PNG_END,
        JPEG_MARKER,
        JPEG_LENGTH,
        JPEG_FRAME,
        JPEG_SCAN,
        GIF_SCREEN,
        GIF_BLOCK,
        GIF_EXTENSION,
        GIF_IMAGE,
        GIF_CODE_SIZE,
        GIF_DATA,
        COMPLETE,
        NO_PICTURE
    }

    private final byte[] wanted = new byte[SIGNATURE];
    private Step step = Step.SIGNATURE;
    private int got;
    private long skip;
    private int marker;
    private long chunkLeft;
    private boolean afterFill;
    private PaintedPictures.Size size;

    void write(byte[] bytes) {
        for (int i = 0; i < bytes.length && step != Step.COMPLETE && step != Step.NO_PICTURE; i++) {
            if (skip > 0) {
                long jump = Math.min(skip, bytes.length - i);
                skip -= jump;
                i += (int) jump - 1;
            } else {
                accept(bytes[i] & 0xFF);
            }
        }
    }

    /** @return the picture's dimensions; empty where the file is no picture, or is cut off */
    Optional<PaintedPictures.Size> size() {
        return step == Step.COMPLETE ? Optional.ofNullable(size) : Optional.empty();
    }

    private void accept(int value) {
        switch (step) {
            case SIGNATURE -> collect(value, SIGNATURE, this::recognise);
            case PNG_CHUNK -> collect(value, CHUNK_HEAD, this::chunk);
            case PNG_SIZE ->
                collect(value, CHUNK_HEAD, () -> {
                    size = sized(number(0, 4), number(4, 4));
                    skip = chunkLeft - CHUNK_HEAD + CHUNK_CHECKSUM;
                    step = Step.PNG_CHUNK;
                });
            case PNG_END -> collect(value, CHUNK_CHECKSUM, () -> step = Step.COMPLETE);
            case JPEG_MARKER -> marker(value);
            case JPEG_LENGTH ->
                collect(value, 2, () -> {
                    skip = number(0, 2) - 2;
                    step = marker == 0xDA ? Step.JPEG_SCAN : Step.JPEG_MARKER;
                });
            case JPEG_FRAME ->
                collect(value, FRAME_HEAD, () -> {
                    size = sized(number(5, 2), number(3, 2));
                    skip = number(0, 2) - FRAME_HEAD;
                    step = Step.JPEG_MARKER;
                });
            case JPEG_SCAN -> scan(value);
            case GIF_SCREEN ->
                collect(value, GIF_SCREEN_LENGTH, () -> {
                    int width = (wanted[0] & 0xFF) | (wanted[1] & 0xFF) << 8;
                    int height = (wanted[2] & 0xFF) | (wanted[3] & 0xFF) << 8;
                    size = sized(width, height);
                    skip = colorTable(wanted[4]);
                    step = Step.GIF_BLOCK;
                });
            case GIF_BLOCK ->
                step = switch (value) {
                    case 0x21 -> Step.GIF_EXTENSION;
                    case 0x2C -> Step.GIF_IMAGE;
                    case 0x3B -> Step.COMPLETE;
                    default -> Step.NO_PICTURE;
                };
            case GIF_EXTENSION, GIF_CODE_SIZE -> step = Step.GIF_DATA;
            case GIF_IMAGE -> {
                if (++got == GIF_IMAGE_LENGTH) {
                    got = 0;
                    skip = colorTable((byte) value);
                    step = Step.GIF_CODE_SIZE;
                }
            }
            case GIF_DATA -> {
                skip = value;
                step = value == 0 ? Step.GIF_BLOCK : Step.GIF_DATA;
            }
            default -> throw new IllegalStateException("no step follows " + step);
        }
    }

    private void collect(int value, int count, Runnable then) {
        wanted[got++] = (byte) value;
        if (got == count) {
            got = 0;
            then.run();
        }
    }

    private void recognise() {
        if (number(0, SIGNATURE) == PNG) {
            step = Step.PNG_CHUNK;
        } else if (number(0, 3) == 0xFFD8FF) {
            step = Step.JPEG_MARKER;
            write(Arrays.copyOfRange(wanted, 2, SIGNATURE));
        } else if (number(0, 3) == 0x474946) {
            step = Step.GIF_SCREEN;
            write(Arrays.copyOfRange(wanted, 6, SIGNATURE));
        } else {
            step = Step.NO_PICTURE;
        }
    }

    private void chunk() {
        chunkLeft = number(0, 4);
        int type = (int) number(4, 4);
        if (size == null) {
            step = type == IHDR && chunkLeft >= CHUNK_HEAD ? Step.PNG_SIZE : Step.NO_PICTURE;
        } else if (type == IEND) {
            step = Step.PNG_END;
        } else {
            skip = chunkLeft + CHUNK_CHECKSUM;
        }
    }

    /** A marker is FF and a code; any number of FF may come before it. */
    private void marker(int value) {
        if (!afterFill) {
            afterFill = value == 0xFF;
            if (!afterFill) {
                step = Step.NO_PICTURE;
            }
        } else if (value != 0xFF) {
            afterFill = false;
            marker = value;
            follow();
        }
    }

    private void follow() {
        boolean frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        boolean alone = marker == 0x01 || marker >= 0xD0 && marker <= 0xD8;
        if (marker == 0xD9) {
            step = size == null ? Step.NO_PICTURE : Step.COMPLETE;
        } else if (frame) {
            step = Step.JPEG_FRAME;
        } else {
            step = alone ? Step.JPEG_MARKER : Step.JPEG_LENGTH;
        }
    }

    /** In the samples of a scan FF is followed by 0, or by a restart; any other marker ends them. */
    private void scan(int value) {
        if (!afterFill) {
            afterFill = value == 0xFF;
        } else if (value != 0xFF) {
            afterFill = false;
            if (value != 0 && !(value >= 0xD0 && value <= 0xD7)) {
                marker = value;
                follow();
            }
        }
    }

    /** @return bytes of the colour table of a GIF that follows these flags */
    private static long colorTable(byte flags) {
        return (flags & 0x80) == 0 ? 0 : 3L << (flags & 7) + 1;
    }

    private static PaintedPictures.Size sized(long width, long height) {
        return width == 0 || height == 0 ? null : new PaintedPictures.Size((int) width, (int) height);
    }

    private long number(int from, int length) {
        long number = 0;
        for (int i = from; i < from + length; i++) {
            number = number << 8 | wanted[i] & 0xFF;
        }
        return number;
    }
}
