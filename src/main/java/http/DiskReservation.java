package http;

import failures.Kind;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import shares.Refusals;
import shares.Refusals.Cause;
import shares.ShareOwner;
import shares.SharedLimit;
import shares.SharesConfig;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Reserves disk space. An upload is accepted only if it fits beside the uploads in progress and a reserve. The uploads
 * in progress of one client can use only its share of the space. A single upload of a client may be larger, since a
 * share of a small disk could be smaller than one video.
 */
@Singleton
final class DiskReservation {

    /** An upload of unknown length is checked after each further number of these bytes. */
    private static final long STRIDE = 8L * 1024 * 1024;

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int PERCENT = 100;

    private final LongSupplier usableBytes;
    private final long reserveBytes;
    private final int clientPercent;
    private final Refusals refusals;
    /** What the uploads in progress may still write. */
    private long promisedBytes;
    /** What the uploads in progress have written. */
    private long writtenBytes;

    private final Map<ShareOwner, Holding> holdings = new HashMap<>();

    @Inject
    DiskReservation(
            ApiLimits limits,
            SharesConfig shares,
            Refusals refusals,
            @ConfigProperty(name = "quarkus.http.body.uploads-directory") Path directory) {
        this(directory.toFile()::getUsableSpace, limits.freeDisk().asLongValue(), shares.client(), refusals);
    }

    /**
     * @param usableBytes free space of the file system
     * @param reserveBytes space that uploads must leave free
     * @param clientPercent a client's share, in percent
     */
    DiskReservation(LongSupplier usableBytes, long reserveBytes, int clientPercent, Refusals refusals) {
        this.usableBytes = usableBytes;
        this.reserveBytes = reserveBytes;
        this.clientPercent = clientPercent;
        this.refusals = refusals;
    }

    /** The uploads in progress of one owner: their number, and what they have written or may still write. */
    private static final class Holding {
        private int uploads;
        private long bytes;
    }

    /**
     * Reserves space.
     *
     * @param announcedBytes the length of the upload, 0 if unknown
     * @throws ProblemException if there is not enough space, or the client's share is used up
     */
    synchronized Share share(ShareOwner owner, long announcedBytes) {
        Holding holding = holdings.getOrDefault(owner, new Holding());
        if (holding.uploads > 0) {
            checkShareFor(owner, holding, announcedBytes);
        }
        checkRoomFor(announcedBytes);
        holdings.put(owner, holding);
        holding.uploads++;
        holding.bytes += announcedBytes;
        promisedBytes += announcedBytes;
        return new Share(owner, holding, announcedBytes);
    }

    private void checkRoomFor(long bytes) {
        if (bytes > usableBytes.getAsLong() - promisedBytes - reserveBytes) {
            refusals.count(SharedLimit.UPLOAD_SPACE, Cause.TOTAL);
            throw full();
        }
    }

    private void checkShareFor(ShareOwner owner, Holding holding, long bytes) {
        if (owner.kind() != ShareOwner.Kind.CLIENT) {
            return;
        }
        long withoutUploads = usableBytes.getAsLong() + writtenBytes - reserveBytes;
        if (holding.bytes + bytes > withoutUploads / PERCENT * clientPercent) {
            refusals.count(SharedLimit.UPLOAD_SPACE, Cause.SHARE);
            throw new ProblemException(Problem.of(
                            Kind.RATE_LIMITED,
                            "This client's uploads in progress use up its share of the disk. Retry when one of them has finished.")
                    .withRetryAfter(SOON));
        }
    }

    static ProblemException full() {
        return ProblemException.of(Kind.STORAGE_FULL, "There is not enough storage for the upload.");
    }

    /** The space of one upload. */
    final class Share {

        private final ShareOwner owner;
        private final Holding holding;
        /** Bytes of this upload that are counted in its owner's holding. */
        private long held;

        private long left;
        private long written;
        private long unchecked;
        private boolean over;

        private Share(ShareOwner owner, Holding holding, long announcedBytes) {
            this.owner = owner;
            this.holding = holding;
            this.held = announcedBytes;
            this.left = announcedBytes;
        }

        /**
         * Called before bytes are written.
         *
         * @throws ProblemException if they were not reserved and there is no space for them
         */
        void take(int bytes) {
            synchronized (DiskReservation.this) {
                if (over) {
                    return;
                }
                long promised = Math.min(left, bytes);
                long more = bytes - promised;
                left -= promised;
                promisedBytes -= promised;
                written += bytes;
                writtenBytes += bytes;
                held += more;
                holding.bytes += more;
                unchecked += more;
                if (unchecked >= STRIDE) {
                    unchecked = 0;
                    if (holding.uploads > 1) {
                        checkShareFor(owner, holding, 0);
                    }
                    checkRoomFor(STRIDE);
                }
            }
        }

        /** Releases the space; further calls have no effect. */
        void giveBack() {
            synchronized (DiskReservation.this) {
                if (over) {
                    return;
                }
                over = true;
                promisedBytes -= left;
                writtenBytes -= written;
                holding.bytes -= held;
                if (--holding.uploads == 0) {
                    holdings.remove(owner);
                }
            }
        }
    }
}
