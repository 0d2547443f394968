package outbound;

import java.time.Duration;

/**
 * What one outbound call may take.
 *
 * @param timeout the whole call, from the look-up of the name to the last byte of the answer. While a large body is
 *     sent, the time starts again with each period in which {@code uploadRate} was kept, and at the end of the body
 * @param answerBytes the size of an answer's body, decompressed
 * @param uploadRate bytes a second that a large body must be sent with on average over {@code timeout}; 0 if bodies get
 *     no extra time
 */
public record CallLimits(Duration timeout, long answerBytes, long uploadRate) {

    /** Bodies up to this size are sent within the timeout of the call. */
    static final long SMALL_BODY = 64 * 1024L;

    /** What Linux holds of a body that was written and not yet sent, at most (tcp_wmem). */
    private static final long MOST_IN_BUFFERS = 4 * 1024 * 1024L;

    /** Limits for calls without large bodies. */
    public CallLimits(Duration timeout, long answerBytes) {
        this(timeout, answerBytes, 0);
    }

    /** How long a body may still be on its way after the system has taken all of it. */
    Duration arrival(long bodyBytes) {
        return uploadRate == 0
                ? Duration.ZERO
                : Duration.ofMillis(1000 * Math.min(bodyBytes, MOST_IN_BUFFERS) / uploadRate);
    }

    /** The same for a body whose length is not known. */
    Duration longestArrival() {
        return arrival(MOST_IN_BUFFERS);
    }
}
