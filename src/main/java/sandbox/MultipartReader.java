package sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a multipart form while it arrives (RFC 7578). Fields are kept; files are not, see {@link ReceivedFile}.
 *
 * <p>Netty's decoder is not used: it adds the CR before a boundary to the content where a network read ends with that
 * CR (netty/netty#17383 and #12729, both open). Nor is the service's own parser: an error in it would be in both.
 */
final class MultipartReader implements BodyReader {
    private static final int LARGEST_FIELD = 48 * 1024 * 1024;
    private static final int MOST_PARTS = 1000;
    private static final int LARGEST_PART_HEAD = 64 * 1024;
    private static final byte[] BLANK_LINE = ascii("\r\n\r\n");
    private static final Pattern BOUNDARY = Pattern.compile("(?i);\\s*boundary=(?:\"([^\"]+)\"|([^\\s;\"]+))");
    private static final Pattern DISPOSITION = Pattern.compile("(?im)^content-disposition:[ \t]*form-data[ \t]*(;.*)$");
    private static final Pattern PARAMETER =
            Pattern.compile("(?i);[ \t]*(name|filename)=(?:\"([^\"]*)\"|([^;\\s\"]*))");

    private enum State {
        CONTENT,
        HEAD,
        EPILOGUE
    }

    private final World world;
    private final Optional<String> sessionInQuery;
    private final byte[] delimiter;
    private final Map<String, String> fields = new LinkedHashMap<>();
    private final Map<String, ReceivedFile> files = new LinkedHashMap<>();

    /** What has arrived and is not decided. The first boundary needs no line break before it, so one is put there. */
    private byte[] window = ascii("\r\n");

    private State state = State.CONTENT;

    /** How many of the next bytes are no content, although they are where content is. */
    private int noContent = window.length;

    private int parts;
    private String fieldName;
    private ByteArrayOutputStream field;
    private ReceivedFile file;

    MultipartReader(World world, String contentType, Optional<String> sessionInQuery) {
        this.world = world;
        this.sessionInQuery = sessionInQuery;
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            throw malformed();
        }
        delimiter = ascii("\r\n--" + (boundary.group(1) == null ? boundary.group(2) : boundary.group(1)));
    }

    @Override
    public void write(byte[] bytes) {
        byte[] joined = Arrays.copyOf(window, window.length + bytes.length);
        System.arraycopy(bytes, 0, joined, window.length, bytes.length);
        int start = 0;
        int next = step(joined, start);
        while (next > start) {
            start = next;
            next = step(joined, start);
        }
        window = Arrays.copyOfRange(joined, start, joined.length);
    }

    /** Takes what can be decided from an index on. Returns the index of what cannot. */
    private int step(byte[] bytes, int start) {
        return switch (state) {
            case CONTENT -> content(bytes, start);
            case HEAD -> head(bytes, start);
            case EPILOGUE -> bytes.length;
        };
    }

    private int content(byte[] bytes, int start) {
        int found = indexOf(delimiter, bytes, start);
        if (found < 0) {
            int decided = Math.max(start, bytes.length - delimiter.length + 1);
            take(bytes, start, decided);
            return decided;
        }
        take(bytes, start, found);
        int at = found + delimiter.length;
        if (at < bytes.length && bytes[at] == '-') {
            if (at + 1 == bytes.length) {
                return found;
            }
            if (bytes[at + 1] == '-') {
                endPart();
                state = State.EPILOGUE;
                return bytes.length;
            }
        }
        while (at < bytes.length && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
        if (at >= bytes.length - 1 && (at >= bytes.length || bytes[at] == '\r')) {
            return found;
        }
        if (bytes[at] == '\r' && bytes[at + 1] == '\n') {
            endPart();
            state = State.HEAD;
            return at;
        }
        // A line that only begins like a boundary.
        take(bytes, found, found + 1);
        return found + 1;
    }

    /** Reads the head from the line break before it on: without a line it is that and the blank line's. */
    private int head(byte[] bytes, int start) {
        int end = indexOf(BLANK_LINE, bytes, start);
        if (end - start > LARGEST_PART_HEAD || (end < 0 && bytes.length - start > LARGEST_PART_HEAD)) {
            throw malformed();
        }
        if (end < 0) {
            return start;
        }
        begin(new String(bytes, start, end - start, StandardCharsets.UTF_8).strip());
        state = State.CONTENT;
        noContent = 2;
        return end + 2;
    }

    private void begin(String head) {
        Matcher disposition = DISPOSITION.matcher(head);
        if (++parts > MOST_PARTS || !disposition.find()) {
            throw malformed();
        }
        String name = null;
        String fileName = null;
        Matcher parameter = PARAMETER.matcher(disposition.group(1).strip());
        while (parameter.find()) {
            String value = parameter.group(2) == null ? parameter.group(3) : parameter.group(2);
            if (parameter.group(1).equalsIgnoreCase("name")) {
                name = value;
            } else {
                fileName = value;
            }
        }
        if (name == null) {
            throw malformed();
        }
        if (fileName == null) {
            fieldName = name;
            field = new ByteArrayOutputStream();
        } else {
            file = name.equals(ChunkedUploads.CHUNK)
                    ? world.chunk(sessionNamedSoFar(), fileName)
                    : ReceivedFile.whole(fileName);
            ReceivedFile sentBefore = files.put(name, file);
            if (sentBefore != null) {
                sentBefore.close();
            }
        }
    }

    private void take(byte[] bytes, int start, int end) {
        int from = Math.min(end, start + noContent);
        noContent -= from - start;
        if (from == end) {
            return;
        }
        if (file != null) {
            file.write(Arrays.copyOfRange(bytes, from, end));
        } else if (field != null) {
            if (field.size() + end - from > LARGEST_FIELD) {
                throw malformed();
            }
            field.write(bytes, from, end - from);
        }
    }

    private void endPart() {
        noContent = 0;
        if (file != null) {
            file.completed();
            file = null;
        } else if (field != null) {
            fields.put(fieldName, field.toString(StandardCharsets.UTF_8));
            field = null;
        }
    }

    @Override
    public void end(Params params, Map<String, ReceivedFile> received) {
        fields.forEach(params::put);
        received.putAll(files);
    }

    @Override
    public long fileBytes() {
        return files.values().stream().mapToLong(ReceivedFile::size).sum();
    }

    @Override
    public void close() {
        files.values().forEach(ReceivedFile::close);
    }

    private Optional<String> sessionNamedSoFar() {
        return Optional.ofNullable(fields.get(ChunkedUploads.SESSION)).or(() -> sessionInQuery);
    }

    private static int indexOf(byte[] wanted, byte[] bytes, int start) {
        for (int at = start; at <= bytes.length - wanted.length; at++) {
            if (bytes[at] == wanted[0] && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Refusal malformed() {
        return Refusal.parameter("The multipart body is malformed");
    }
}
