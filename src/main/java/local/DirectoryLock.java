package local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** Prevents other processes, and other class loaders of this one, from working in a directory at the same time. */
final class DirectoryLock implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits for the lock: the first start of a server unpacks it, which takes seconds. */
    static DirectoryLock acquire(Path directory) throws IOException {
        Path file = directory.resolve("lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (Waiting.until(LIMIT, () -> tryLock(channel))) {
            return new DirectoryLock(channel);
        }
        channel.close();
        throw new IllegalStateException("Another process has held " + file + " for " + LIMIT.toSeconds() + " s.");
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // Also held within this JVM, where file locks do not queue.
            return false;
        }
    }

    /** Closing the channel releases the lock. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
