package sandbox;

import java.time.Instant;

/** An upload of a video that has begun. */
interface Upload {
    /** @return bytes that have arrived */
    long offset();

    /** @return bytes of the whole file */
    long fileSize();

    boolean expired(Instant now);
}
