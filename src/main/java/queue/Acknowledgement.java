package queue;

/**
 * Lets a route acknowledge the entry it is working on. Consumers with {@code acknowledge=ROUTE} put one into the header
 * {@link RedisStreamConstants#ACKNOWLEDGEMENT}.
 */
@FunctionalInterface
public interface Acknowledgement {

    /**
     * Acknowledges the entry and deletes it from the stream. Repeating it does no harm.
     *
     * @return false if the entry was not pending any more
     * @throws RedisStreamException if Redis did not confirm it; the entry may be delivered again
     */
    boolean acknowledge();
}
