package http;

import failures.Kind;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Splits a multipart/form-data body (RFC 7578, RFC 2046) into its parts while it arrives. The result never depends on
 * how the network cuts the body. Content is passed on and not kept.
 *
 * <p>Netty's {@code HttpPostMultipartRequestDecoder}, which Vert.x uses, is no alternative: where a piece ends with the
 * CR before a boundary, it adds that CR to the value or file (netty/netty#17383 and #12729, both open).
 */
final class MultipartParser {

    /** Receives the parts of a form, in order. An exception ends the reading. */
    interface Handler {

        void begin(PartHead head);

        /** The next bytes of the part. The array is reused by the caller. */
        void content(byte[] bytes, int offset, int length);

        void end();
    }

    /** Longest boundary accepted. RFC 2046 allows 70 characters; some clients use more. */
    static final int LONGEST_BOUNDARY = 200;

    private static final int LONGEST_HEAD = 8 * 1024;

    /** White space that a client may append to the line of a boundary. */
    private static final int LONGEST_PADDING = 128;

    private static final int BLANK_LINE = 4;

    private enum State {
        CONTENT,
        BOUNDARY_LINE,
        HEAD,
        EPILOGUE
    }

    /** CR LF, two hyphens and the boundary. CR occurs only at the beginning, which the search relies on. */
    private final byte[] delimiter;

    /** Shift of the search, by the byte under the delimiter's last one (Boyer-Moore-Horspool). */
    private final int[] skips = new int[256];

    private final int mostParts;
    private final Handler handler;
    private final byte[] line = new byte[LONGEST_PADDING];
    private byte[] head = new byte[512];
    private State state = State.CONTENT;
    private boolean inPart;
    private int parts;

    /** Number of the last bytes read that match the beginning of the delimiter. */
    private int matched;

    /** Number of {@link #matched} bytes that belong to the line break before the content, and so are not content. */
    private int borrowed;

    private int lineLength;
    private int headLength;

    /** Number of bytes seen of the blank line that ends a head. */
    private int headEnd;

    /**
     * @param boundary the boundary in the Content-Type
     * @param mostParts maximum number of parts
     */
    MultipartParser(String boundary, int mostParts, Handler handler) {
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.UTF_8);
        this.mostParts = mostParts;
        this.handler = handler;
        Arrays.fill(skips, delimiter.length);
        for (int i = 0; i < delimiter.length - 1; i++) {
            skips[delimiter[i] & 0xff] = delimiter.length - 1 - i;
        }
        expectDelimiter();
    }

    /** The first boundary, and a boundary after an empty part, follow a line break that was already read. */
    private void expectDelimiter() {
        state = State.CONTENT;
        matched = 2;
        borrowed = 2;
    }

    /**
     * Reads the next piece of the body.
     *
     * @throws ProblemException if it cannot be part of a form
     */
    void write(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            at = switch (state) {
                case CONTENT -> readContent(bytes, at, end);
                case BOUNDARY_LINE -> readBoundaryLine(bytes, at);
                case HEAD -> readHead(bytes, at);
                case EPILOGUE -> end;
            };
        }
    }

    /**
     * Called when the body has ended.
     *
     * @throws ProblemException if the form is incomplete
     */
    void finish() {
        if (state != State.EPILOGUE) {
            throw ProblemException.of(Kind.INVALID_REQUEST, "The form ends before its closing boundary.");
        }
    }

    /** Number of bytes read that are content or boundary, depending on the next ones. */
    int undecidedBytes() {
        return matched - borrowed + lineLength;
    }

    private int readContent(byte[] bytes, int start, int end) {
        int at = start;
        if (matched > 0) {
            while (at < end && matched < delimiter.length && bytes[at] == delimiter[matched]) {
                matched++;
                at++;
            }
            if (matched == delimiter.length) {
                state = State.BOUNDARY_LINE;
                return at;
            }
            if (at == end) {
                return end;
            }
            takeMatchedAsContent();
        }
        int found = find(bytes, at, end);
        int contentEnd = found < 0 ? beginOfDelimiter(bytes, at, end) : found;
        content(bytes, at, contentEnd - at);
        if (found < 0) {
            matched = end - contentEnd;
            return end;
        }
        matched = delimiter.length;
        state = State.BOUNDARY_LINE;
        return found + delimiter.length;
    }

    private int find(byte[] bytes, int start, int end) {
        int last = delimiter.length - 1;
        int at = start + last;
        while (at < end) {
            if (bytes[at] == delimiter[last] && matches(bytes, at - last, at)) {
                return at - last;
            }
            at += skips[bytes[at] & 0xff];
        }
        return -1;
    }

    /** The index of a possible beginning of the delimiter at the end of the bytes; the end if there is none. */
    private int beginOfDelimiter(byte[] bytes, int start, int end) {
        for (int at = Math.max(start, end - delimiter.length + 1); at < end; at++) {
            if (matches(bytes, at, end)) {
                return at;
            }
        }
        return end;
    }

    private boolean matches(byte[] bytes, int start, int end) {
        for (int at = start; at < end; at++) {
            if (bytes[at] != delimiter[at - start]) {
                return false;
            }
        }
        return true;
    }

    private void takeMatchedAsContent() {
        content(delimiter, borrowed, matched - borrowed);
        matched = 0;
        borrowed = 0;
    }

    /**
     * Reads one byte after a delimiter. Two hyphens close the form; white space and a line break begin the next part. A
     * line that only starts like a boundary is content: a form inside a file may have a longer boundary.
     */
    private int readBoundaryLine(byte[] bytes, int at) {
        byte next = bytes[at];
        byte last = lineLength == 0 ? 0 : line[lineLength - 1];
        if (next == '-' && last == '-') {
            endPart();
            state = State.EPILOGUE;
            return at + 1;
        }
        if (next == '\n' && last == '\r') {
            endPart();
            state = State.HEAD;
            headLength = 0;
            headEnd = 2;
            return at + 1;
        }
        boolean hyphen = next == '-' && lineLength == 0;
        boolean padding = (next == ' ' || next == '\t' || next == '\r') && last != '\r' && last != '-';
        if ((hyphen || padding) && lineLength < line.length) {
            line[lineLength++] = next;
            return at + 1;
        }
        takeLineAsContent(last == '\r');
        return at;
    }

    private void takeLineAsContent(boolean delimiterMayBegin) {
        takeMatchedAsContent();
        content(line, 0, delimiterMayBegin ? lineLength - 1 : lineLength);
        matched = delimiterMayBegin ? 1 : 0;
        lineLength = 0;
        state = State.CONTENT;
    }

    private void endPart() {
        matched = 0;
        borrowed = 0;
        lineLength = 0;
        if (inPart) {
            inPart = false;
            handler.end();
        }
    }

    /** The content before the first part is the preamble, which is ignored. */
    private void content(byte[] bytes, int offset, int length) {
        if (inPart && length > 0) {
            handler.content(bytes, offset, length);
        }
    }

    private int readHead(byte[] bytes, int at) {
        byte next = bytes[at];
        if (headLength == LONGEST_HEAD) {
            throw ProblemException.of(
                    Kind.INVALID_REQUEST,
                    "The form is malformed: the head of a part has more than " + LONGEST_HEAD + " bytes.");
        }
        if (headLength == head.length) {
            head = Arrays.copyOf(head, 2 * head.length);
        }
        head[headLength++] = next;
        if (next == (headEnd % 2 == 0 ? '\r' : '\n')) {
            headEnd++;
        } else {
            headEnd = next == '\r' ? 1 : 0;
        }
        if (headEnd == BLANK_LINE) {
            beginPart();
        }
        return at + 1;
    }

    private void beginPart() {
        if (++parts > mostParts) {
            throw ProblemException.of(Kind.INVALID_REQUEST, "The form has more than " + mostParts + " parts.");
        }
        // For an empty head, the blank line is only a line break.
        int length = Math.max(0, headLength - BLANK_LINE);
        PartHead part = PartHead.parse(new String(head, 0, length, StandardCharsets.UTF_8));
        inPart = true;
        expectDelimiter();
        handler.begin(part);
    }
}
