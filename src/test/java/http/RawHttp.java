package http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;

/** An HTTP/1.1 client that sends any bytes, for invalid requests. */
final class RawHttp implements AutoCloseable {

    private static final int TIMEOUT_MS = 30_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    RawHttp(URI service) throws IOException {
        this.socket = new Socket(service.getHost(), service.getPort());
        this.socket.setSoTimeout(TIMEOUT_MS);
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** Sends lines with CR LF. */
    RawHttp lines(String... lines) throws IOException {
        return text(String.join("\r\n", lines) + "\r\n");
    }

    /** Sends unchanged text. */
    RawHttp text(String text) throws IOException {
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
        return this;
    }

    /** The next answer, head and body, once it is complete or the connection is closed. */
    String answer() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return head.toString(ISO_8859_1);
            }
            head.write(next);
        }
        String text = head.toString(ISO_8859_1);
        return text + new String(in.readNBytes(contentLength(text)), ISO_8859_1);
    }

    /** Waits until the service closes the connection, which returns true, or sends something. */
    boolean isClosed() throws IOException {
        return in.read() < 0;
    }

    private static int contentLength(String head) {
        return Arrays.stream(head.split("\r\n"))
                .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
                .map(line -> Integer.parseInt(line.substring(15).trim()))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
