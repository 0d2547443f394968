package routes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service's answers to invalid bytes. */
final class RawAnswers {

    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int MB = 1024 * 1024;
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *([0-9]+)");

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] [0-9]{3} [^\\r\\n]*");

    /**
     * One answer.
     *
     * @param status 0 if there was none
     * @param head status line and headers
     * @param body as received, possibly in chunks
     */
    record Answer(int status, String head, String body) {

        boolean hasHeader(String line) {
            return head.lines().anyMatch(line::equalsIgnoreCase);
        }
    }

    private RawAnswers() {}

    /** Sends an unchanged request and reads one answer. */
    static Answer answer(URI service, String method, String path, Map<String, String> headers, byte[] body)
            throws IOException {
        try (Socket socket = connect(service)) {
            StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: x\r\n");
            headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
            if (body != null) {
                head.append("Content-Length: " + body.length + "\r\n");
            }
            send(socket, head.append("\r\n").toString().getBytes(UTF_8), body == null ? new byte[0] : body);
            return answer(socket.getInputStream());
        }
    }

    private static void send(Socket socket, byte[] head, byte[] body) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head);
        request.writeBytes(body);
        try {
            request.writeTo(socket.getOutputStream());
        } catch (IOException refused) {
            // The service stopped reading; its answer can still be read.
        }
    }

    private static Answer answer(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return new Answer(0, head.toString(ISO_8859_1), "");
            }
            head.write(next);
        }
        String text = head.toString(ISO_8859_1);
        Matcher length = LENGTH.matcher(text);
        String body = length.find() ? new String(in.readNBytes(Integer.parseInt(length.group(1))), UTF_8) : chunks(in);
        return new Answer(Integer.parseInt(text.substring(9, 12)), text, body);
    }

    private static String chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] some = new byte[8192];
        while (!body.toString(ISO_8859_1).endsWith("0\r\n\r\n")) {
            int count = in.read(some);
            if (count < 0) {
                break;
            }
            body.write(some, 0, count);
        }
        return body.toString(UTF_8);
    }

    /** The status lines of all answers until the service closes the connection, or is silent for a while. */
    static List<String> statusLines(URI service, String request) throws IOException {
        try (Socket socket = connect(service)) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.shutdownOutput();
            return statusLines(socket.getInputStream());
        }
    }

    /**
     * The status lines of all answers until the service closes the connection.
     *
     * @throws IOException if it does not
     */
    static List<String> statusLinesUntilClosed(URI service, String... pieces) throws IOException {
        try (Socket socket = connect(service)) {
            for (String piece : pieces) {
                send(socket, piece.getBytes(ISO_8859_1), new byte[0]);
            }
            ByteArrayOutputStream answers = new ByteArrayOutputStream();
            try {
                socket.getInputStream().transferTo(answers);
            } catch (SocketException reset) {
                // It closed the connection before reading all bytes of the request.
            }
            return statusLines(answers);
        }
    }

    /** The status lines after this number of megabytes of an endless file. */
    static List<String> statusLinesOfEndlessFile(URI service, String path, String field, int megabytes)
            throws IOException {
        try (Socket socket = connect(service)) {
            OutputStream out = socket.getOutputStream();
            String part = "--x\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\"a\"\r\n\r\n";
            out.write(("POST " + path + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
                            + "Content-Type: multipart/form-data; boundary=x\r\n\r\n"
                            + Integer.toHexString(part.length()) + "\r\n" + part + "\r\n")
                    .getBytes(ISO_8859_1));
            byte[] chunk = (Integer.toHexString(MB) + "\r\n" + "x".repeat(MB) + "\r\n").getBytes(ISO_8859_1);
            for (int sent = 0; sent < megabytes; sent++) {
                send(socket, chunk, new byte[0]);
            }
            return statusLines(socket.getInputStream());
        }
    }

    private static Socket connect(URI service) throws IOException {
        Socket socket = new Socket(service.getHost(), service.getPort());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    private static List<String> statusLines(InputStream in) throws IOException {
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        try {
            in.transferTo(answers);
        } catch (IOException closedOrSilent) {
            // Only the bytes received before matter.
        }
        return statusLines(answers);
    }

    /** A body has no final line break, so the next answer starts in the middle of a line. */
    private static List<String> statusLines(ByteArrayOutputStream answers) {
        return STATUS_LINE
                .matcher(answers.toString(ISO_8859_1))
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
