package webhooks;

import java.time.Duration;

/**
 * The result of an attempt, and what follows.
 *
 * @param status the new status of the delivery
 * @param delay the wait before the next attempt, if any
 * @param receiverStatus status of the receiver's answer, or null
 * @param error why it failed, a sentence, or null
 * @param event the type of the entry in the job's history
 * @param detail the entry's text
 */
public record DeliveryResult(
        String status, Duration delay, Integer receiverStatus, String error, String event, String detail) {

    /** Another attempt follows. */
    public static final String PENDING = "pending";
    /** The receiver accepted it. */
    public static final String DELIVERED = "delivered";
    /** All attempts failed. */
    public static final String FAILED = "failed";
    /** The receiver unsubscribed. */
    public static final String GONE = "gone";

    /** The outcome for metrics. */
    String outcome() {
        return PENDING.equals(status) ? "retried" : status;
    }
}
