package local;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Stops the servers of a directory when the JVM that owns them has ended.
 *
 * <p>A shutdown hook would run too early, while the application still drains, and not at all after a {@code kill -9}.
 * So a shell process waits for the JVM to end. It ignores the terminal's signals, which it receives together with the
 * JVM. The file {@code owner} names the JVM whose guard may act: if another JVM adopted the servers meanwhile, they
 * keep running.
 */
final class ProcessGuard {
    private static final String SCRIPT = """
            jvm=$1 owner=$2 postgres=$3 redis=$4
            trap '' INT HUP TERM
            while kill -0 "$jvm" 2>/dev/null; do sleep 0.3; done
            [ "$(head -n 1 "$owner" 2>/dev/null)" = "$jvm" ] || exit 0
            # After a crash of the server its pid may belong to another program.
            stop() {
              pid=$(head -n 1 "$3" 2>/dev/null) && [ -n "$pid" ] || return
              case $(ps -p "$pid" -o comm= 2>/dev/null || cat "/proc/$pid/comm" 2>/dev/null) in
                *"$2"*) kill "-$1" "$pid" ;;
              esac
            }
            # INT is PostgreSQL's fast shutdown: it disconnects clients and writes everything down.
            stop INT postgres "$postgres"
            stop TERM redis "$redis"
            rm -f "$owner"
            """;

    private final Path owner;

    ProcessGuard(Path home) {
        this.owner = home.resolve("owner");
    }

    /**
     * Makes a JVM the owner of the servers with these pid files, unless it already is.
     *
     * @param jvm its pid
     */
    void watch(long jvm, Path postgresPidFile, Path redisPidFile) throws IOException {
        if (guardedBy(jvm)) {
            return;
        }
        Process guard = new ProcessBuilder(
                        "sh",
                        "-c",
                        SCRIPT,
                        "guard",
                        String.valueOf(jvm),
                        owner.toString(),
                        postgresPidFile.toString(),
                        redisPidFile.toString())
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        // Atomic: a guard may read this file at any moment.
        Path next = owner.resolveSibling("owner.next");
        Files.write(next, List.of(String.valueOf(jvm), String.valueOf(guard.pid())));
        Files.move(next, owner, StandardCopyOption.ATOMIC_MOVE);
    }

    private boolean guardedBy(long jvm) throws IOException {
        if (!Files.exists(owner)) {
            return false;
        }
        List<String> lines = Files.readAllLines(owner);
        return lines.size() == 2
                && lines.get(0).equals(String.valueOf(jvm))
                && ServerProcess.runs(Long.parseLong(lines.get(1)), "");
    }
}
