package media;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

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
    /** Speed 1 of an edit, as a fixed-point number. */
    private static final int ONE_TO_ONE = 0x00010000;
    /** What precedes the boxes within the description of a picture track. */
    private static final int VISUAL_ENTRY = 86;

    private static final Pattern VISUAL_CODEC = Pattern.compile("avc[1-4]|hvc1|hev1");
    /** High 4:2:2, High 4:4:4 Predictive, CAVLC 4:4:4 Intra (ITU-T H.264, A.2). */
    private static final Set<Integer> FULL_COLOUR_PROFILES = Set.of(122, 244, 44);

    private static final int MOST_RUNS = 1000;
    /** Frames whose times differ by less than a tenth last equally long: timescales round. */
    private static final int STEADY = 10;

    private final SeekableByteChannel file;
    private final long length;
    private int boxes;

    private boolean compressedIndex;
    private boolean fragmented;
    private boolean pictureTrack;
    private boolean lasts;
    private boolean indexAtEnd;
    private Long durationMs;
    private Track pictures;
    private String soundCodec;

    private MovieBoxes(SeekableByteChannel file) throws IOException {
        this.file = file;
        this.length = file.size();
    }

    /** The error of a file, as a sentence; empty if there is none. */
    static Optional<String> faultOf(SeekableByteChannel file) throws IOException {
        return Optional.ofNullable(read(file).fault());
    }

    /** The content of a file. */
    static Film read(SeekableByteChannel file) throws IOException {
        MovieBoxes boxes = new MovieBoxes(file);
        try {
            boxes.check();
            return boxes.film(null);
        } catch (Fault fault) {
            return boxes.film(fault.getMessage());
        } catch (EOFException shrunk) {
            return boxes.film("The video is cut off.");
        }
    }

    /**
     * The known properties of a video; null if its boxes do not contain them.
     *
     * @param fault its error, as a sentence; or null
     * @param width of the picture as it is shown, in pixels
     * @param codec of the picture track, such as {@code avc1}
     * @param soundCodec of a sound track, such as {@code mp4a}
     * @param framesPerSecond on average
     * @param steadyFrames true if all frames have the same duration
     * @param fullColour true if the colour resolution is higher than most players support (4:2:2, 4:4:4)
     * @param editList true if an edit list cuts the picture track
     * @param indexAtEnd true if the index follows the content
     */
    record Film(
            String fault,
            Integer width,
            Integer height,
            Long durationMs,
            String codec,
            String soundCodec,
            Double framesPerSecond,
            boolean steadyFrames,
            boolean fullColour,
            boolean editList,
            boolean indexAtEnd) {}

    private Film film(String fault) {
        Track track = pictures == null ? new Track() : pictures;
        boolean turned = track.turned;
        Integer width = turned ? track.height : track.width;
        Integer height = turned ? track.width : track.height;
        return new Film(
                fault,
                width,
                height,
                durationMs,
                track.codec,
                soundCodec,
                track.framesPerSecond(),
                track.steady,
                track.fullColour,
                track.edited,
                indexAtEnd);
    }

    /** The known properties of a track. */
    private static final class Track {
        private boolean isPicture;
        private boolean isSound;
        private Integer width;
        private Integer height;
        private boolean turned;
        private boolean edited;
        private boolean fullColour;
        private boolean steady = true;
        private String codec;
        private long frames;
        private long timescale;
        private long duration;

        private Double framesPerSecond() {
            return frames <= 1 || timescale <= 0 || duration <= 0 ? null : (double) frames * timescale / duration;
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
                indexAtEnd = content;
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
                case "mvhd" -> {
                    long duration = duration(child);
                    lasts |= duration > 0;
                    durationMs = millis(duration, timescale(child));
                }
                case "mvex" -> fragmented = true;
                case "cmov" -> compressedIndex = true;
                default -> {}
            }
        }
    }

    private static Long millis(long duration, long timescale) {
        boolean known = duration > 0 && duration != UNKNOWN_DURATION && timescale > 0;
        return known ? (Long) Math.round(duration * 1000.0 / timescale) : null;
    }

    private void readTrack(Box box) throws IOException, Fault {
        Track track = new Track();
        for (Cursor children = new Cursor(box); children.next(); ) {
            switch (children.box.type) {
                case "tkhd" -> note(children.box, track, this::readTrackHeader);
                case "edts" -> note(children.box, track, this::readEdits);
                case "mdia" -> readMedia(children.box, track);
                default -> {}
            }
        }
        if (track.isPicture && pictures == null) {
            pictures = track;
        }
        if (track.isSound && soundCodec == null) {
            soundCodec = track.codec;
        }
    }

    @FunctionalInterface
    private interface Reader {
        void read(Box box, Track track) throws IOException, Fault;
    }

    /** Reads optional properties. An unusual value is treated as unknown and is no error. */
    private void note(Box box, Track track, Reader reader) throws IOException, Fault {
        try {
            reader.read(box, track);
        } catch (Fault unusual) {
            if (boxes > MOST_BOXES) {
                throw unusual;
            }
        }
    }

    private void readTrackHeader(Box header, Track track) throws IOException, Fault {
        int matrix = header.end - header.start > 0 && bytes(header, 0, 1).get() == 1 ? 52 : 40;
        if (header.end - header.start < matrix + 44) {
            return;
        }
        ByteBuffer numbers = bytes(header, matrix, 44);
        track.turned = numbers.getInt(0) == 0 && numbers.getInt(16) == 0 && numbers.getInt(4) != 0;
        track.width = side(numbers.getInt(36) >>> 16);
        track.height = side(numbers.getInt(40) >>> 16);
    }

    private static Integer side(int pixels) {
        return pixels == 0 ? null : (Integer) pixels;
    }

    /** A single edit from the start at normal speed cuts nothing. */
    private void readEdits(Box edits, Track track) throws IOException, Fault {
        for (Cursor children = new Cursor(edits); children.next(); ) {
            Box list = children.box;
            if (!list.is("elst") || list.end - list.start < 8) {
                continue;
            }
            ByteBuffer head = bytes(list, 0, 8);
            boolean isLong = head.get(0) == 1;
            long entries = Integer.toUnsignedLong(head.getInt(4));
            int length = isLong ? 20 : 12;
            if (entries == 1 && list.end - list.start >= 8 + length) {
                ByteBuffer edit = bytes(list, 8, length);
                long begin = isLong ? edit.getLong(8) : edit.getInt(4);
                track.edited |= begin != 0 || edit.getInt(length - 4) != ONE_TO_ONE;
            } else {
                track.edited |= entries > 0;
            }
        }
    }

    /** The handler's type distinguishes video from audio; its position is the same in versions 0 and 1. */
    private void readMedia(Box media, Track track) throws IOException, Fault {
        for (Cursor children = new Cursor(media); children.next(); ) {
            Box child = children.box;
            switch (child.type) {
                case "hdlr" -> {
                    String handler = type(bytes(child, 8, 4));
                    track.isPicture |= "vide".equals(handler);
                    track.isSound |= "soun".equals(handler);
                }
                case "mdhd" -> {
                    track.duration = duration(child);
                    track.timescale = timescale(child);
                }
                case "minf" -> note(child, track, this::readSamples);
                default -> {}
            }
        }
        pictureTrack |= track.isPicture;
        lasts |= track.isPicture && track.duration > 0;
    }

    private void readSamples(Box media, Track track) throws IOException, Fault {
        for (Cursor children = new Cursor(media); children.next(); ) {
            if (!children.box.is("stbl")) {
                continue;
            }
            for (Cursor tables = new Cursor(children.box); tables.next(); ) {
                Box table = tables.box;
                switch (table.type) {
                    case "stsd" -> readDescription(table, track);
                    case "stts" -> readTimes(table, track);
                    default -> {}
                }
            }
        }
    }

    /** The first description; tracks rarely have more. */
    private void readDescription(Box table, Track track) throws IOException, Fault {
        if (table.end - table.start < 16) {
            return;
        }
        track.codec = type(bytes(table, 12, 4));
        long entry = table.start + 8;
        long end = Math.min(
                table.end, entry + Integer.toUnsignedLong(bytes(table, 8, 4).getInt()));
        if (end - entry < VISUAL_ENTRY) {
            return;
        }
        if (track.width == null || track.height == null) {
            ByteBuffer sides = bytes(table, 40, 4);
            track.width = side(Short.toUnsignedInt(sides.getShort()));
            track.height = side(Short.toUnsignedInt(sides.getShort()));
        }
        if (!VISUAL_CODEC.matcher(track.codec).matches()) {
            return;
        }
        for (Cursor children = new Cursor(new Box(track.codec, entry + VISUAL_ENTRY, end)); children.next(); ) {
            Box child = children.box;
            long length = child.end - child.start;
            if (child.is("avcC") && length >= 2) {
                track.fullColour =
                        FULL_COLOUR_PROFILES.contains((int) bytes(child, 1, 1).get() & 0xFF);
            } else if (child.is("hvcC") && length >= 17) {
                track.fullColour = (bytes(child, 16, 1).get() & 3) > 1;
            }
        }
    }

    /** How many frames there are, and whether all but the last take the same time; a long list is read in part. */
    private void readTimes(Box table, Track track) throws IOException, Fault {
        if (table.end - table.start < 8) {
            return;
        }
        long runs = Math.min(Integer.toUnsignedLong(bytes(table, 4, 4).getInt()), (table.end - table.start - 8) / 8);
        boolean all = runs <= MOST_RUNS;
        ByteBuffer list = bytes(table, 8, (int) Math.min(runs, MOST_RUNS) * 8);
        long frames = 0;
        long first = 0;
        boolean steady = true;
        for (int run = 0; list.hasRemaining(); run++) {
            long count = Integer.toUnsignedLong(list.getInt());
            long delta = Integer.toUnsignedLong(list.getInt());
            frames += count;
            if (run == 0) {
                first = delta;
            } else {
                boolean last = all && !list.hasRemaining() && count == 1;
                steady &= last || Math.abs(delta - first) * STEADY <= first;
            }
        }
        track.frames = all ? frames : 0;
        track.steady = steady;
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

    private long timescale(Box header) throws IOException, Fault {
        boolean isLong = bytes(header, 0, 4).get(0) == 1;
        return Integer.toUnsignedLong(bytes(header, isLong ? 20 : 12, 4).getInt());
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
