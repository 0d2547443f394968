package outbound;

import java.time.Duration;

/**
 * Limits of one outbound call.
 *
 * @param timeout the time limit of the whole call, from the name look-up to the last byte of the answer. While a large
 *     body is sent, it restarts after each period in which {@code uploadRate} was reached, and at the end of the body
 * @param answerBytes maximum size of an answer's body, decompressed
 * @param uploadRate minimum average rate of a large body over {@code timeout}, in bytes a second; 0 if bodies get no
 *     extra time
 * @param downloadRate minimum average rate of an answer over {@code timeout}, in bytes a second: while it is reached, the
 *     time restarts after each period; 0 if answers get no extra time
 */
public record CallLimits(Duration timeout, long answerBytes, long uploadRate, long downloadRate) {

    /** Bodies up to this size are sent within the timeout of the call. */
    static final long SMALL_BODY = 64 * 1024L;

    /** Maximum number of written bytes that Linux buffers before sending (tcp_wmem). */
    private static final long MOST_IN_BUFFERS = 4 * 1024 * 1024L;

    /** Limits of calls without large bodies. */
    public CallLimits(Duration timeout, long answerBytes) {
        this(timeout, answerBytes, 0);
    }

    /** Limits for calls with large bodies and small answers. */
    public CallLimits(Duration timeout, long answerBytes, long uploadRate) {
        this(timeout, answerBytes, uploadRate, 0);
    }

    /** Limits for downloads. */
    public static CallLimits ofDownload(Duration period, long answerBytes, long rate) {
        return new CallLimits(period, answerBytes, 0, rate);
    }

    /** How long a body may take to arrive after the system has accepted all of it. */
    Duration arrival(long bodyBytes) {
        return uploadRate == 0
                ? Duration.ZERO
                : Duration.ofMillis(1000 * Math.min(bodyBytes, MOST_IN_BUFFERS) / uploadRate);
    }

    /** The same for a body of unknown length. */
    Duration longestArrival() {
        return arrival(MOST_IN_BUFFERS);
    }
}
