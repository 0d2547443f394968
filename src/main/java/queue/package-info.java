/**
 * A Camel component {@code redis-stream:} on the Vert.x Redis client: work queues in Redis Streams with consumer
 * groups. It knows streams and entries, not jobs, and depends neither on CDI nor on Quarkus. Its manual is {@code
 * docs/redis-stream-component.md}.
 */
package queue;
