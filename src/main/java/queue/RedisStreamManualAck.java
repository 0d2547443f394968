package queue;

/**
 * Acknowledges the entry of an exchange. Consumers with {@code acknowledge=ROUTE} set it as the header {@link
 * RedisStreamConstants#MANUAL_ACK}.
 */
@FunctionalInterface
public interface RedisStreamManualAck {

    /**
     * Acknowledges the entry and deletes it from the stream. It is idempotent.
     *
     * @return false if the entry was no longer pending
     * @throws RedisStreamException if Redis did not confirm it; the entry may be delivered again
     */
    boolean acknowledge();
}
