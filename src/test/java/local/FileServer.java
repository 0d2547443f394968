package local;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A file server with configurable answers that records its requests. One request per connection. */
public final class FileServer implements AutoCloseable {

    /** What it was asked. */
    public record Request(String path, Map<String, String> headers) {

        /** Where the rest that was asked for begins; 0 for the whole file. */
        public int offset() {
            String range = headers.get("range");
            return range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        }
    }

    /** How a request is answered. */
    public interface Behaviour {
        void answer(Request request, OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

    public FileServer(Behaviour behaviour) throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(() -> {
            while (!socket.isClosed()) {
                try {
                    Socket connection = socket.accept();
                    threads.execute(() -> serve(connection, behaviour));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    private void serve(Socket connection, Behaviour behaviour) {
        try (connection) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
            String line = in.readLine();
            if (line == null) {
                return;
            }
            String path = line.split(" ")[1];
            Map<String, String> headers = new HashMap<>();
            for (String header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
                int colon = header.indexOf(':');
                headers.put(
                        header.substring(0, colon).toLowerCase(Locale.ROOT),
                        header.substring(colon + 1).strip());
            }
            Request request = new Request(path, headers);
            requests.add(request);
            behaviour.answer(request, connection.getOutputStream());
            connection.getOutputStream().flush();
        } catch (IOException gone) {
            // The client has closed the connection.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    public String url(String path) {
        return "http://127.0.0.1:" + socket.getLocalPort() + path;
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }

    /** Writes a head. */
    public static void head(OutputStream out, String status, String... headers) throws IOException {
        String head = "HTTP/1.1 " + status + "\r\nConnection: close\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** Sends a file, or the requested rest, and closes the connection after this number of bytes. */
    public static void send(Request request, OutputStream out, byte[] file, String etag, int most) throws IOException {
        int offset = request.offset();
        int length = file.length - offset;
        if (offset == 0) {
            head(out, "200 OK", "Content-Length: " + length, "ETag: " + etag, "Accept-Ranges: bytes");
        } else {
            head(
                    out,
                    "206 Partial Content",
                    "Content-Length: " + length,
                    "ETag: " + etag,
                    "Content-Range: bytes " + offset + "-" + (file.length - 1) + "/" + file.length);
        }
        out.write(file, offset, Math.min(length, most));
    }

    /** Writes the bytes from an offset on in slices, with a pause after each. */
    public static void writeSlowly(OutputStream out, byte[] bytes, int from, int slice, Duration pause)
            throws IOException {
        for (int at = from; at < bytes.length; at += slice) {
            out.write(bytes, at, Math.min(slice, bytes.length - at));
            out.flush();
            await().pollDelay(pause).atMost(pause.plusSeconds(30)).until(() -> true);
        }
    }

    /** Sends a file whole. */
    public static Behaviour sending(byte[] file) {
        return (request, out) -> send(request, out, file, "\"v1\"", file.length);
    }
}
