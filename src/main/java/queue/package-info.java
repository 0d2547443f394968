/**
 * A Camel component {@code redis-stream:} over the Quarkus Redis client: work queues in Redis Streams with consumer
 * groups. It knows streams and entries and nothing of what they mean. Its manual is {@code docs/redis-stream-component.md}.
 */
package queue;
