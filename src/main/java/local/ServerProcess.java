package local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Pid files, ports and logs of both servers. */
final class ServerProcess {
    static final String LOOPBACK = "127.0.0.1";

    private static final int LOG_TAIL_LINES = 15;

    private ServerProcess() {}

    /**
     * Returns true if a process runs and is the expected program: after a crash the pid in a stale file may belong to
     * another one. A zombie, whose command is unknown, does not count as running.
     */
    static boolean runs(long pid, String program) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .map(command -> Path.of(command).getFileName().toString())
                .filter(command -> command.startsWith(program))
                .isPresent();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            return socket.getLocalPort();
        }
    }

    /** The exception for a server that did not start, with the end of its log. */
    static IllegalStateException failed(String server, Path log, Throwable cause) {
        return new IllegalStateException(
                server + " did not start. Its log " + log + " ends with:\n" + tail(log), cause);
    }

    private static String tail(Path log) {
        try {
            List<String> lines =
                    List.of(Files.readString(log, StandardCharsets.UTF_8).split("\n"));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(not readable: " + e.getMessage() + ")";
        }
    }
}
