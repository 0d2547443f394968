package media;

import static org.assertj.core.api.Assertions.assertThat;

import local.TestMedia;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

class MovieBoxesTest {

    private static final int HEADER = 8;
    private static final byte[] CLIP = TestMedia.video();
    private static final byte[] TYPE = top(CLIP, "ftyp");
    private static final byte[] CONTENT = top(CLIP, "mdat");
    private static final byte[] INDEX = top(CLIP, "moov");

    @TempDir
    Path folder;

    @Test
    void takesTheIndexBehindOrBeforeTheContent() throws IOException {
        assertThat(faultOf(TYPE, CONTENT, INDEX)).isEmpty();
        assertThat(faultOf(TYPE, INDEX, CONTENT)).isEmpty();
        assertThat(faultOf(CONTENT, INDEX)).as("an old MOV").isEmpty();
    }

    @Test
    void takesContentThatReachesToTheEndOfTheFile() throws IOException {
        byte[] open = CONTENT.clone();
        ByteBuffer.wrap(open).putInt(0, 0);

        assertThat(faultOf(TYPE, INDEX, open)).isEmpty();
    }

    @Test
    void takesPaddingBehindTheLastBox() throws IOException {
        assertThat(faultOf(CLIP, new byte[3])).isEmpty();
        assertThat(faultOf(CLIP, box("free", new byte[9]), new byte[8])).isEmpty();
        assertThat(faultOf(CLIP, head(100, "skip"))).isEmpty();
    }

    @Test
    void takesAFragmentedFileWhoseIndexHasNoDuration() throws IOException {
        byte[] index = inIndex(withoutDuration(INDEX), box("mvex", new byte[4]));

        assertThat(faultOf(TYPE, index, box("moof", new byte[16]), CONTENT)).isEmpty();
        assertThat(faultOf(TYPE, index, box("moof", new byte[16]), Arrays.copyOf(CONTENT, 500)))
                .hasValueSatisfying(fault -> assertThat(fault).contains("cut off", "'mdat'"));
    }

    @Test
    void takesAnIndexThatIsCompressed() throws IOException {
        assertThat(faultOf(TYPE, CONTENT, box("moov", box("cmov", new byte[40]))))
                .isEmpty();
    }

    @Test
    void refusesAFileThatIsCutOffAnywhere() throws IOException {
        for (int length = 0; length < CLIP.length; length += length < CLIP.length - 2000 ? 97 : 1) {
            // Between two boxes; a few bytes after the last one are padding.
            int behindContent = length - (CLIP.length - INDEX.length);
            boolean wholeBoxes = behindContent >= 0 && behindContent < HEADER;
            assertThat(faultOf(Arrays.copyOf(CLIP, length)).isPresent())
                    .as("first %d of %d bytes", length, CLIP.length)
                    .isEqualTo(!wholeBoxes);
        }
    }

    @Test
    void leavesAWholeFileWithoutAnIndexToMeta() throws IOException {
        assertThat(faultOf(TYPE, CONTENT)).isEmpty();
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        assertThat(faultOf(TYPE, INDEX)).contains("The video has no content (no 'mdat' box with bytes).");
        assertThat(faultOf(TYPE, INDEX, head(8, "mdat")))
                .contains("The video has no content (no 'mdat' box with bytes).");
        assertThat(faultOf(TYPE, CONTENT, replaced(INDEX, "vide", "soun"))).contains("The video has no picture track.");
        assertThat(faultOf(TYPE, CONTENT, withoutDuration(INDEX))).contains("The video has a duration of 0.");
        assertThat(faultOf(TYPE, Arrays.copyOf(CONTENT, 100), new byte[0]))
                .contains("The video is cut off: its 'mdat' box ends at byte %d, the file at byte %d."
                        .formatted(TYPE.length + CONTENT.length, TYPE.length + 100));
    }

    @Test
    void refusesABoxThatIsLargerThanTheOneAroundIt() throws IOException {
        byte[] index = box("moov", head(4000, "trak"));

        assertThat(faultOf(TYPE, CONTENT, index))
                .contains("The video is damaged: its 'trak' box is larger than the 'moov' box around it.");
    }

    @Test
    void readsOnlyHeadersOfALargeFile() throws IOException {
        long size = 4L << 30;
        Path file = folder.resolve("film.mp4");
        try (FileChannel film = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            film.write(ByteBuffer.wrap(TYPE));
            film.write(ByteBuffer.allocate(16)
                    .putInt(1)
                    .put(letters("mdat"))
                    .putLong(size)
                    .flip());
            film.write(ByteBuffer.wrap(INDEX), TYPE.length + size);
        }
        try (FileChannel film = FileChannel.open(file)) {
            assertThat(MovieBoxes.faultOf(film)).isEmpty();
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void readsABoundedNumberOfBoxes() throws IOException {
        byte[] boxes = new byte[8 * (MovieBoxes.MOST_BOXES + 10)];
        for (int at = 0; at < boxes.length; at += 8) {
            System.arraycopy(head(8, "free"), 0, boxes, at, 8);
        }

        assertThat(faultOf(TYPE, boxes, CONTENT, INDEX))
                .hasValueSatisfying(fault -> assertThat(fault).contains("more than 100000 boxes"));
        assertThat(faultOf(TYPE, CONTENT, box("moov", boxes)))
                .hasValueSatisfying(fault -> assertThat(fault).contains("more than 100000 boxes"));
    }

    @Test
    void showsNoBytesThatCouldHarmALog() throws IOException {
        assertThat(faultOf(TYPE, head(5000, "\n\r\u001b[")))
                .contains("The video is cut off: its '...[' box ends at byte %d, the file at byte %d."
                        .formatted(TYPE.length + 5000, TYPE.length + 8));
    }

    /** Sizes of boxes, 32 bits each, can be manipulated in a hostile file. */
    @Property(tries = 3000)
    void comesToAnEndWhateverAFileClaims(
            @ForAll @Size(max = 6) List<@IntRange(min = 0, max = 1_000_000) Integer> places,
            @ForAll @Size(6) List<Integer> values,
            @ForAll boolean small)
            throws IOException {
        byte[] file = concat(TYPE, INDEX, CONTENT);
        int range = TYPE.length + INDEX.length + 8;
        for (int i = 0; i < places.size(); i++) {
            int value = small ? values.get(i) & 0x1FF : values.get(i);
            ByteBuffer.wrap(file).putInt(places.get(i) % (range - 4), value);
        }
        Counting counting = new Counting(file);

        Optional<String> fault = MovieBoxes.faultOf(counting);

        assertThat(counting.reads).isLessThan(2_000);
        assertThat(fault.orElse("The video")).startsWith("The video").hasSizeLessThan(200);
    }

    @Property(tries = 1000)
    void comesToAnEndWithNoise(@ForAll byte[] noise) throws IOException {
        Counting counting = new Counting(concat(TYPE, noise));

        assertThat(MovieBoxes.faultOf(counting)).isPresent();
        assertThat(counting.reads).isLessThan(2_000);
    }

    private static Optional<String> faultOf(byte[]... parts) throws IOException {
        return MovieBoxes.faultOf(new SeekableInMemoryByteChannel(concat(parts)));
    }

    private static final class Counting extends SeekableInMemoryByteChannel {

        private int reads;

        Counting(byte[] bytes) {
            super(bytes);
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            reads++;
            return super.read(into);
        }
    }

    /** A top-level box of a file. */
    private static byte[] top(byte[] file, String type) {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        for (int at = 0; at < file.length; at += bytes.getInt(at)) {
            if (new String(file, at + 4, 4, StandardCharsets.US_ASCII).equals(type)) {
                return Arrays.copyOfRange(file, at, at + bytes.getInt(at));
            }
        }
        throw new IllegalArgumentException(type);
    }

    @Test
    void readsWhatTheFilmIs() throws IOException {
        MovieBoxes.Film film = film(CLIP);

        assertThat(film.fault()).isNull();
        assertThat(film.width()).isEqualTo(320);
        assertThat(film.height()).isEqualTo(180);
        assertThat(film.durationMs()).isEqualTo(1000);
        assertThat(film.codec()).isEqualTo("mp4v");
        assertThat(film.framesPerSecond()).isEqualTo(25.0);
        assertThat(film.steadyFrames()).isTrue();
        assertThat(film.fullColour()).isFalse();
        assertThat(film.editList()).isFalse();
        assertThat(film.indexAtEnd()).isTrue();
        assertThat(film(TYPE, INDEX, CONTENT).indexAtEnd()).isFalse();
    }

    @Test
    void turnsAFilmThatWasTakenUpright() throws IOException {
        byte[] turned = INDEX.clone();
        ByteBuffer matrix = ByteBuffer.wrap(turned);
        int at = place(turned, "tkhd") + 4 + 40;
        matrix.putInt(at, 0).putInt(at + 4, 0x10000).putInt(at + 12, -0x10000).putInt(at + 16, 0);

        assertThat(film(TYPE, CONTENT, turned).width()).isEqualTo(180);
        assertThat(film(TYPE, CONTENT, turned).height()).isEqualTo(320);
    }

    /** One that begins at the beginning cuts nothing. */
    @Test
    void seesAnEditListThatCuts() throws IOException {
        assertThat(film(TYPE, CONTENT, edited(0)).editList()).isFalse();
        assertThat(film(TYPE, CONTENT, edited(1024)).editList()).isTrue();
        assertThat(film(TYPE, CONTENT, edited(1024)).fault()).isNull();
    }

    @Test
    void takesAnIndexWhoseTablesAreNonsense() throws IOException {
        byte[] odd = INDEX.clone();
        ByteBuffer.wrap(odd).putInt(place(odd, "stbl") - 4, 0x7FFFFFFF);

        MovieBoxes.Film film = film(TYPE, CONTENT, odd);

        assertThat(film.fault()).isNull();
        assertThat(film.codec()).isNull();
        assertThat(film.framesPerSecond()).isNull();
    }

    private static MovieBoxes.Film film(byte[]... parts) throws IOException {
        return MovieBoxes.read(new SeekableInMemoryByteChannel(concat(parts)));
    }

    /** The index with an edit list of one edit before the track's media. */
    private static byte[] edited(int begin) {
        byte[] list = ByteBuffer.allocate(20)
                .putInt(0)
                .putInt(1)
                .putInt(1000)
                .putInt(begin)
                .putInt(0x10000)
                .array();
        byte[] edits = box("edts", box("elst", list));
        int at = place(INDEX, "mdia") - 4;
        byte[] index = concat(Arrays.copyOf(INDEX, at), edits, Arrays.copyOfRange(INDEX, at, INDEX.length));
        ByteBuffer sizes = ByteBuffer.wrap(index);
        sizes.putInt(0, INDEX.length + edits.length);
        int track = place(index, "trak") - 4;
        sizes.putInt(track, sizes.getInt(track) + edits.length);
        return index;
    }

    private static byte[] withoutDuration(byte[] index) {
        byte[] changed = index.clone();
        ByteBuffer bytes = ByteBuffer.wrap(changed);
        for (String header : List.of("mvhd", "mdhd")) {
            bytes.putInt(place(index, header) + 4 + 16, 0);
        }
        return changed;
    }

    private static byte[] replaced(byte[] bytes, String old, String now) {
        byte[] changed = bytes.clone();
        System.arraycopy(letters(now), 0, changed, place(bytes, old), 4);
        return changed;
    }

    private static int place(byte[] bytes, String type) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(type);
    }

    private static byte[] inIndex(byte[] index, byte[] more) {
        return box("moov", concat(Arrays.copyOfRange(index, 8, index.length), more));
    }

    private static byte[] box(String type, byte[] content) {
        return concat(head(8 + content.length, type), content);
    }

    private static byte[] head(int size, String type) {
        return ByteBuffer.allocate(8).putInt(size).put(letters(type)).array();
    }

    private static byte[] letters(String type) {
        return type.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            file.writeBytes(part);
        }
        return file.toByteArray();
    }
}
