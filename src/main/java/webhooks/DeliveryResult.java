package webhooks;

import java.time.Duration;

/**
 * What came of an attempt, and what follows.
 *
 * @param status the delivery's status from now on
 * @param delay the wait before the next attempt, if there is one
 * @param receiverStatus the receiver's answer, or null
 * @param error why it failed, a sentence, or null
 * @param event the kind of entry in the job's history
 * @param detail the entry's text
 */
public record DeliveryResult(
        String status, Duration delay, Integer receiverStatus, String error, String event, String detail) {

    /** Another attempt follows. */
    public static final String PENDING = "pending";
    /** The receiver took it. */
    public static final String DELIVERED = "delivered";
    /** All attempts failed. */
    public static final String FAILED = "failed";
    /** The receiver wants no more of them. */
    public static final String GONE = "gone";

    /** What came of the attempt, for metrics. */
    String outcome() {
        return PENDING.equals(status) ? "retried" : status;
    }
}
