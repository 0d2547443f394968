package http;

import io.netty.buffer.ByteBuf;

import java.nio.charset.StandardCharsets;

/**
 * Follows the bytes of a connection and finds where requests begin and end (RFC 9112). Anything ambiguous is an error:
 * otherwise a proxy and this service could disagree about where the next request begins.
 *
 * <p>It is stricter than the HTTP server behind it and checks only framing; paths, methods and values are left to the
 * server.
 */
final class RequestFraming {

    private static final int NO_FAULT = -1;

    private static final byte[] VERSION = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);

    /** Maximum length of a relevant name or value. Longer ones are irrelevant names, or errors. */
    private static final int LONGEST_TEXT = 40;

    /** Maximum number of digits of a Content-Length. */
    private static final int MOST_DIGITS = 18;

    /** Maximum length of chunk extensions, which no client needs. */
    private static final int LONGEST_EXTENSION = 256;

    /** Punctuation of a token (RFC 9110, 5.6.2). */
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private static final boolean[] TOKEN = new boolean[256];

    /** Characters allowed in a host (RFC 3986, 3.2.2), with a port. */
    private static final boolean[] HOST = new boolean[256];

    static {
        for (int c = '!'; c <= '~'; c++) {
            boolean alphanumeric = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
            TOKEN[c] = alphanumeric || TOKEN_MARKS.indexOf(c) >= 0;
            HOST[c] = alphanumeric || "-._~%!$&'()*+;=:[]".indexOf(c) >= 0;
        }
    }

    private enum State {
        START,
        START_LF,
        METHOD,
        TARGET_START,
        TARGET,
        PROTOCOL,
        LINE_LF,
        FIELD_START,
        FIELD_NAME,
        FIELD_VALUE,
        FIELD_LF,
        HEAD_LF,
        FIXED_BODY,
        CHUNK_SIZE,
        CHUNK_EXTENSION,
        CHUNK_SIZE_LF,
        CHUNK_DATA,
        CHUNK_CR,
        CHUNK_LF,
        TRAILER_START,
        TRAILER_NAME,
        TRAILER_VALUE,
        TRAILER_LF,
        BODY_END_LF
    }

    private enum Field {
        OTHER,
        CONTENT_LENGTH,
        TRANSFER_ENCODING,
        HOST,
        UPGRADE,
        FORBIDDEN
    }

    private final StringBuilder name = new StringBuilder(LONGEST_TEXT);
    private final StringBuilder value = new StringBuilder(LONGEST_TEXT);
    private State state = State.START;
    private Field field = Field.OTHER;
    private boolean blankLine;
    private int versionLength;
    private boolean http10;
    private int hosts;
    private boolean chunked;
    private long contentLength;
    private boolean upgrade;
    private long left;
    private int digits;
    private int extension;
    private int headEnd;

    /**
     * Reads more bytes.
     *
     * @return the index of the first invalid byte, -1 if there is none
     */
    int scan(ByteBuf bytes) {
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        headEnd = NO_FAULT;
        while (at < end) {
            if (state == State.FIXED_BODY || state == State.CHUNK_DATA) {
                int taken = (int) Math.min(left, end - at);
                left -= taken;
                at += taken;
                if (left == 0) {
                    state = state == State.FIXED_BODY ? State.START : State.CHUNK_CR;
                }
            } else {
                int next = bytes.getByte(at) & 0xff;
                if (state == State.HEAD_LF) {
                    headEnd = Math.max(bytes.readerIndex(), at - 1);
                }
                if (!accept(next)) {
                    return at;
                }
                at++;
            }
        }
        return NO_FAULT;
    }

    /** Returns true if the last byte read belongs to the head of a request or is between requests. */
    boolean isInHead() {
        return state.compareTo(State.HEAD_LF) <= 0;
    }

    /**
     * The index, in the bytes scanned last, of the blank line that ends the head of the current request; -1 if the head
     * was complete before.
     */
    int headEnd() {
        return headEnd;
    }

    /** Returns true if the current or last request asks for a protocol upgrade, after which bytes are not HTTP. */
    boolean wantsUpgrade() {
        return upgrade;
    }

    private boolean accept(int next) {
        return switch (state) {
            case START -> start(next);
            case START_LF -> line(next, State.START);
            case METHOD -> next == ' ' ? become(State.TARGET_START) : TOKEN[next];
            case TARGET_START -> isVisible(next) && become(State.TARGET);
            case TARGET -> next == ' ' ? become(State.PROTOCOL) : isVisible(next);
            case PROTOCOL -> protocol(next);
            case LINE_LF -> line(next, State.FIELD_START);
            case FIELD_START -> next == '\r' ? become(State.HEAD_LF) : nameStart(next, State.FIELD_NAME);
            case FIELD_NAME -> next == ':' ? beginValue() : name(next);
            case FIELD_VALUE -> next == '\r' ? endValue() : value(next);
            case FIELD_LF -> line(next, State.FIELD_START);
            case HEAD_LF -> next == '\n' && endHead();
            case CHUNK_SIZE -> chunkSize(next);
            case CHUNK_EXTENSION -> chunkExtension(next);
            case CHUNK_SIZE_LF -> next == '\n' && beginChunk();
            case CHUNK_CR -> next == '\r' && become(State.CHUNK_LF);
            case CHUNK_LF -> next == '\n' && expectChunk();
            case TRAILER_START -> next == '\r' ? become(State.BODY_END_LF) : nameStart(next, State.TRAILER_NAME);
            case TRAILER_NAME -> next == ':' ? beginTrailer() : name(next);
            case TRAILER_VALUE -> next == '\r' ? become(State.TRAILER_LF) : isText(next);
            case TRAILER_LF -> line(next, State.TRAILER_START);
            case BODY_END_LF -> line(next, State.START);
            case FIXED_BODY, CHUNK_DATA -> throw new IllegalStateException("Bodies are not read byte by byte");
        };
    }

    private boolean become(State next) {
        state = next;
        return true;
    }

    private boolean line(int next, State then) {
        return next == '\n' && become(then);
    }

    private static boolean isVisible(int next) {
        return next > ' ' && next != 0x7f;
    }

    private static boolean isText(int next) {
        return next >= ' ' && next != 0x7f || next == '\t';
    }

    /** One blank line before a request is ignored, as old clients send it after a body (RFC 9112, 2.2). */
    private boolean start(int next) {
        if (next == '\r' && !blankLine) {
            blankLine = true;
            return become(State.START_LF);
        }
        blankLine = false;
        versionLength = 0;
        hosts = 0;
        chunked = false;
        contentLength = -1;
        upgrade = false;
        return TOKEN[next] && become(State.METHOD);
    }

    private boolean protocol(int next) {
        if (versionLength < VERSION.length) {
            return next == VERSION[versionLength++];
        }
        if (versionLength == VERSION.length) {
            versionLength++;
            http10 = next == '0';
            return http10 || next == '1';
        }
        return next == '\r' && become(State.LINE_LF);
    }

    /** A line that begins with white space is an error, because some servers treat it as a continuation. */
    private boolean nameStart(int next, State then) {
        name.setLength(0);
        return name(next) && become(then);
    }

    private boolean name(int next) {
        if (name.length() < LONGEST_TEXT) {
            name.append((char) (next >= 'A' && next <= 'Z' ? next + ('a' - 'A') : next));
        }
        return TOKEN[next];
    }

    private boolean beginValue() {
        field = field();
        value.setLength(0);
        state = State.FIELD_VALUE;
        hosts += field == Field.HOST ? 1 : 0;
        upgrade |= field == Field.UPGRADE;
        return field != Field.FORBIDDEN && hosts <= 1;
    }

    private Field field() {
        return switch (name.length()) {
            case 4 -> "host".contentEquals(name) ? Field.HOST : Field.OTHER;
            case 7 -> "upgrade".contentEquals(name) ? Field.UPGRADE : Field.OTHER;
            case 14 -> "content-length".contentEquals(name) ? Field.CONTENT_LENGTH : Field.OTHER;
            case 17 -> "transfer-encoding".contentEquals(name) ? Field.TRANSFER_ENCODING : Field.OTHER;
            // For the two keys of a WebSocket draft Netty reads eight bytes of body that no length announces.
            case 18 -> "sec-websocket-key1".contentEquals(name) ? Field.FORBIDDEN : Field.OTHER;
            default -> Field.OTHER;
        };
    }

    private boolean value(int next) {
        switch (field) {
            case CONTENT_LENGTH, TRANSFER_ENCODING -> {
                value.append((char) next);
                return isText(next) && value.length() < LONGEST_TEXT;
            }
            case HOST -> {
                return HOST[next] || next == ' ' || next == '\t';
            }
            default -> {
                return isText(next);
            }
        }
    }

    private boolean endValue() {
        state = State.FIELD_LF;
        return switch (field) {
            case CONTENT_LENGTH -> contentLength(value.toString().strip());
            case TRANSFER_ENCODING -> transferEncoding(value.toString().strip());
            default -> true;
        };
    }

    private boolean contentLength(String text) {
        boolean decimal = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!decimal || text.length() > MOST_DIGITS || contentLength >= 0 || chunked) {
            return false;
        }
        contentLength = Long.parseLong(text);
        return true;
    }

    /** Only {@code chunked} is supported, and only in this exact form. */
    private boolean transferEncoding(String text) {
        if (!text.equalsIgnoreCase("chunked") || chunked || contentLength >= 0 || http10) {
            return false;
        }
        chunked = true;
        return true;
    }

    private boolean endHead() {
        if (chunked) {
            expectChunk();
        } else if (contentLength > 0) {
            left = contentLength;
            state = State.FIXED_BODY;
        } else {
            state = State.START;
        }
        return http10 || hosts == 1;
    }

    private boolean expectChunk() {
        left = 0;
        digits = 0;
        extension = 0;
        return become(State.CHUNK_SIZE);
    }

    private boolean chunkSize(int next) {
        int digit = Character.digit(next, 16);
        if (digit >= 0) {
            left = 16 * left + digit;
            return ++digits < LONGEST_TEXT && left <= Integer.MAX_VALUE;
        }
        if (digits == 0) {
            return false;
        }
        return next == '\r' ? become(State.CHUNK_SIZE_LF) : next == ';' && become(State.CHUNK_EXTENSION);
    }

    /** Extensions are ignored. A quoted one is an error, because it may hide a line break. */
    private boolean chunkExtension(int next) {
        if (next == '\r') {
            return become(State.CHUNK_SIZE_LF);
        }
        return (TOKEN[next] || next == ';' || next == '=') && ++extension < LONGEST_EXTENSION;
    }

    private boolean beginChunk() {
        return become(left == 0 ? State.TRAILER_START : State.CHUNK_DATA);
    }

    private boolean beginTrailer() {
        state = State.TRAILER_VALUE;
        Field trailer = field();
        return trailer == Field.OTHER || trailer == Field.UPGRADE;
    }
}
