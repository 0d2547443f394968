package routes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Many connections that send the same bytes and then stay open. */
final class RawConnections implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 30_000;

    private final List<Socket> sockets = new ArrayList<>();

    private RawConnections() {}

    static RawConnections open(URI service, int count, String beginning) throws IOException {
        RawConnections connections = new RawConnections();
        try {
            for (int i = 0; i < count; i++) {
                Socket socket = new Socket(service.getHost(), service.getPort());
                connections.sockets.add(socket);
                socket.setSoTimeout(TIMEOUT_MILLIS);
                socket.getOutputStream().write(beginning.getBytes(ISO_8859_1));
            }
        } catch (IOException e) {
            connections.close();
            throw e;
        }
        return connections;
    }

    /** Head and body of the answer on the last connection, which the service closes. */
    String answerOfTheLast() throws IOException {
        InputStream in = sockets.get(sockets.size() - 1).getInputStream();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        in.transferTo(answer);
        return answer.toString(ISO_8859_1);
    }

    /** The head of the answer on the last connection; its body may continue. */
    String headOfTheLast() throws IOException {
        InputStream in = sockets.get(sockets.size() - 1).getInputStream();
        StringBuilder head = new StringBuilder();
        for (int next = in.read(); next >= 0 && head.indexOf("\r\n\r\n") < 0; next = in.read()) {
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
