/**
 * A Camel component {@code redis-stream:} over the Vert.x Redis client: work queues in Redis Streams with consumer
 * groups. It knows streams and entries, not jobs, and needs neither CDI nor Quarkus. Its manual is {@code docs/redis-stream-component.md}.
 */
package queue;
