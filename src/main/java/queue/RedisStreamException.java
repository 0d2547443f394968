package queue;

/** Redis rejected a command or did not confirm it in time. In the latter case it may have been executed. */
public class RedisStreamException extends RuntimeException {

    /**
     * @param attempt the command and its stream
     */
    public RedisStreamException(String attempt, Throwable cause) {
        super(attempt + " failed: " + cause, cause);
    }

    /**
     * Returns true if the consumer group is missing. It is lost with its stream when Redis is flushed or starts without
     * data. A consumer that is blocked at that moment receives UNBLOCKED.
     */
    boolean isGroupMissing() {
        return getMessage().contains("NOGROUP") || getMessage().contains("UNBLOCKED");
    }
}
