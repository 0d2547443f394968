package queue;

/** A command that Redis refused, or that it did not confirm in time: then it may have been carried out all the same. */
public class RedisStreamException extends RuntimeException {

    /**
     * @param attempt what was tried, and on which stream
     * @param cause why it failed
     */
    public RedisStreamException(String attempt, Throwable cause) {
        super(attempt + " failed: " + cause, cause);
    }

    /**
     * Whether it failed for want of the consumer group, which goes with its stream when Redis is flushed or starts
     * without data. A consumer that is blocked at that moment is told UNBLOCKED.
     */
    boolean isGroupMissing() {
        return getMessage().contains("NOGROUP") || getMessage().contains("UNBLOCKED");
    }
}
