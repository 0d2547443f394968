package local;

import java.io.IOException;

/** Sends signals to processes that a test has started. */
final class Signals {
    private Signals() {}

    /**
     * Ignores processes that have ended meanwhile, such as children of a server.
     *
     * @param name in the notation of {@code kill}: KILL, TERM, STOP, CONT
     */
    static void send(String name, long pid) {
        try {
            int status = new ProcessBuilder("kill", "-" + name, String.valueOf(pid))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
            if (status != 0 && ProcessHandle.of(pid).isPresent()) {
                throw new IllegalStateException("kill -" + name + " " + pid + " ended with " + status);
            }
        } catch (IOException e) {
            throw new IllegalStateException("kill could not be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
