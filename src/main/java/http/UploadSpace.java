package http;

import http.Problem.Kind;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.nio.file.Path;
import java.util.function.LongSupplier;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Keeps the file system of the blobs from running full: an upload is taken only if all that was promised to those under
 * way, its own length and a reserve fit.
 */
@Singleton
final class UploadSpace {

    /** An upload without a length is looked after once in so many bytes. */
    private static final long STRIDE = 8L * 1024 * 1024;

    private final LongSupplier usableBytes;
    private final long reserveBytes;
    private long promisedBytes;

    @Inject
    UploadSpace(ApiLimits limits, @ConfigProperty(name = "quarkus.http.body.uploads-directory") Path directory) {
        this(directory.toFile()::getUsableSpace, limits.freeDisk().asLongValue());
    }

    /**
     * @param usableBytes tells how many bytes the file system has left
     * @param reserveBytes how many are left to others
     */
    UploadSpace(LongSupplier usableBytes, long reserveBytes) {
        this.usableBytes = usableBytes;
        this.reserveBytes = reserveBytes;
    }

    /**
     * Sets room aside.
     *
     * @param announcedBytes the length of the upload, 0 where it is not known
     * @throws ProblemException if there is none
     */
    synchronized Share share(long announcedBytes) {
        checkRoomFor(announcedBytes);
        promisedBytes += announcedBytes;
        return new Share(announcedBytes);
    }

    private void checkRoomFor(long bytes) {
        if (bytes > usableBytes.getAsLong() - promisedBytes - reserveBytes) {
            throw full();
        }
    }

    /** The refusal of what has no room. */
    static ProblemException full() {
        return ProblemException.of(Kind.STORAGE_FULL, "There is no room for the upload.");
    }

    /** The room of one upload. */
    final class Share {

        private long left;
        private long unlooked;

        private Share(long left) {
            this.left = left;
        }

        /**
         * Bytes are about to be written.
         *
         * @throws ProblemException if they were not promised and there is no room for them
         */
        void take(int bytes) {
            synchronized (UploadSpace.this) {
                long promised = Math.min(left, bytes);
                left -= promised;
                promisedBytes -= promised;
                unlooked += bytes - promised;
                if (unlooked >= STRIDE) {
                    unlooked = 0;
                    checkRoomFor(STRIDE);
                }
            }
        }

        /** The upload is over. */
        void giveBack() {
            synchronized (UploadSpace.this) {
                promisedBytes -= left;
                left = 0;
            }
        }
    }
}
