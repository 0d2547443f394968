package media;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Finds out why an MP4 or MOV file cannot be played: incomplete, without content, without a picture track. It reads the
 * headers of the file's boxes (ISO/IEC 14496-12, 4.2; Apple's "QuickTime File Format") and a few of their fields. It
 * decodes nothing, keeps nothing in memory, and reads a limited number of small pieces, whatever the file claims.
 * Unusual files are accepted and left to Meta.
 */
final class MovieBoxes {

    /** Maximum number of boxes in a file. A fragmented movie of two hours has about ten thousand. */
    static final int MOST_BOXES = 100_000;

    private static final int HEADER = 8;
    private static final int LARGE_HEADER = 16;
    private static final long LARGE_SIZE_FOLLOWS = 1;
    private static final long REACHES_THE_END = 0;
    private static final long UNKNOWN_DURATION = 0xFFFFFFFFL;

    private final SeekableByteChannel file;
    private final long length;
    private int boxes;

    private boolean compressedIndex;
    private boolean fragmented;
    private boolean pictureTrack;
    private boolean lasts;

    private MovieBoxes(SeekableByteChannel file) throws IOException {
        this.file = file;
        this.length = file.size();
    }

    /** The error of a file, as a sentence; empty if there is none. */
    static Optional<String> faultOf(SeekableByteChannel file) throws IOException {
        try {
            new MovieBoxes(file).check();
            return Optional.empty();
        } catch (Fault fault) {
            return Optional.of(fault.getMessage());
        } catch (EOFException shrunk) {
            return Optional.of("The video is cut off.");
        }
    }

    private void check() throws IOException, Fault {
        boolean index = false;
        boolean content = false;
        long at = 0;
        while (at < length) {
            Optional<Box> found = boxAt(at, length);
            if (found.isEmpty()) {
                break; // padding after the last box, which players skip
            }
            Box box = found.get();
            boolean isIndex = box.is("moov");
            boolean isContent = box.is("mdat");
            if (box.end > length && (isIndex || isContent || box.is("moof") || !(index && content))) {
                throw new Fault("The video is cut off: its '%s' box ends at byte %d, the file at byte %d."
                        .formatted(box.type, box.end, length));
            }
            if (isIndex) {
                index = true;
                readIndex(box);
            }
            content |= isContent && box.end > box.start;
            at = box.end;
        }
        if (!content) {
            throw new Fault("The video has no content (no 'mdat' box with bytes).");
        }
        // Without a readable index an error cannot be proved, so Meta decides.
        if (!index || compressedIndex) {
            return;
        }
        if (!pictureTrack) {
            throw new Fault("The video has no picture track.");
        }
        if (!lasts && !fragmented) {
            throw new Fault("The video has a duration of 0.");
        }
    }

    private void readIndex(Box moov) throws IOException, Fault {
        for (Cursor children = new Cursor(moov); children.next(); ) {
            Box child = children.box;
            switch (child.type) {
                case "trak" -> readTrack(child);
                case "mvhd" -> lasts |= duration(child) > 0;
                case "mvex" -> fragmented = true;
                case "cmov" -> compressedIndex = true;
                default -> {}
            }
        }
    }

    private void readTrack(Box track) throws IOException, Fault {
        for (Cursor children = new Cursor(track); children.next(); ) {
            if (children.box.is("mdia")) {
                readMedia(children.box);
            }
        }
    }

    /** The handler's type distinguishes video from audio; its position is the same in versions 0 and 1. */
    private void readMedia(Box media) throws IOException, Fault {
        boolean pictures = false;
        long duration = 0;
        for (Cursor children = new Cursor(media); children.next(); ) {
            Box child = children.box;
            if (child.is("hdlr")) {
                pictures |= "vide".equals(type(bytes(child, 8, 4)));
            } else if (child.is("mdhd")) {
                duration = duration(child);
            }
        }
        pictureTrack |= pictures;
        lasts |= pictures && duration > 0;
    }

    /** The duration in a movie header or media header, in the file's own units. */
    private long duration(Box header) throws IOException, Fault {
        boolean isLong = bytes(header, 0, 4).get(0) == 1;
        if (isLong) {
            long duration = bytes(header, 24, 8).getLong();
            return duration == -1 ? UNKNOWN_DURATION : duration & Long.MAX_VALUE;
        }
        return Integer.toUnsignedLong(bytes(header, 16, 4).getInt());
    }

    /** The boxes within a box, in order. */
    private final class Cursor {

        private final Box parent;
        private long at;
        private Box box;

        Cursor(Box parent) {
            this.parent = parent;
            this.at = parent.start;
        }

        /** Moves to the next box; false after the last one. A few bytes at the end are a QuickTime terminator. */
        boolean next() throws IOException, Fault {
            Optional<Box> found = boxAt(at, parent.end);
            if (found.isEmpty()) {
                return false;
            }
            box = found.get();
            if (box.end > parent.end) {
                throw new Fault("The video is damaged: its '%s' box is larger than the '%s' box around it."
                        .formatted(box.type, parent.type));
            }
            at = box.end;
            return true;
        }
    }

    /**
     * The box at a position; empty if none can begin there: too few bytes are left, or its size is smaller than its
     * header. It may end after the limit. Boxes are never empty, so a search always ends.
     */
    private Optional<Box> boxAt(long at, long limit) throws IOException, Fault {
        if (limit - at < HEADER) {
            return Optional.empty();
        }
        if (++boxes > MOST_BOXES) {
            throw new Fault("The video is damaged: it has more than %d boxes.".formatted(MOST_BOXES));
        }
        ByteBuffer header = read(at, HEADER);
        long size = Integer.toUnsignedLong(header.getInt());
        String type = type(header);
        if (size == REACHES_THE_END) {
            return Optional.of(new Box(type, at + HEADER, limit));
        }
        if (size == LARGE_SIZE_FOLLOWS) {
            if (limit - at < LARGE_HEADER) {
                return Optional.empty();
            }
            long large = read(at + HEADER, Long.BYTES).getLong();
            if (large >= 0 && large < LARGE_HEADER) {
                return Optional.empty();
            }
            long end = large < 0 || large > Long.MAX_VALUE - at ? Long.MAX_VALUE : at + large;
            return Optional.of(new Box(type, at + LARGE_HEADER, end));
        }
        return size < HEADER ? Optional.empty() : Optional.of(new Box(type, at + HEADER, at + size));
    }

    /** Some bytes of a box's content. */
    private ByteBuffer bytes(Box box, int offset, int count) throws IOException, Fault {
        if (box.end - box.start < offset + count) {
            throw new Fault("The video is damaged: its '%s' box is too short.".formatted(box.type));
        }
        return read(box.start + offset, count);
    }

    private ByteBuffer read(long at, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        file.position(at);
        while (bytes.hasRemaining()) {
            if (file.read(bytes) < 0) {
                throw new EOFException();
            }
        }
        return bytes.flip();
    }

    /** Four letters for messages; unprintable ones are replaced by a dot. */
    private static String type(ByteBuffer bytes) {
        byte[] letters = new byte[4];
        bytes.get(letters);
        for (int i = 0; i < letters.length; i++) {
            if (letters[i] < ' ' || letters[i] > '~') {
                letters[i] = '.';
            }
        }
        return new String(letters, StandardCharsets.US_ASCII);
    }

    /** A box: the start of its content, and its end. */
    private record Box(String type, long start, long end) {

        boolean is(String other) {
            return type.equals(other);
        }
    }

    /** Ends the search, since nothing that follows can make the file complete. */
    private static final class Fault extends Exception {

        private static final long serialVersionUID = 1;

        Fault(String message) {
            super(message, null, false, false);
        }
    }
}
