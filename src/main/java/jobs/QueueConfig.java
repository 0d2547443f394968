package jobs;

import io.smallrye.config.ConfigMapping;

/** The Camel endpoints of the queue that wakes workers. */
@ConfigMapping(prefix = "creative.queue")
public interface QueueConfig {

    /** The name of the stream. */
    String stream();

    /** Adds wake-ups: the body is a list of job ids. */
    String wake();

    /** Reads the stream's incarnation and length. */
    String info();

    /** Consumes wake-ups in workers. */
    String work();

    /** Acknowledges the current wake-up. */
    String acknowledge();

    /** Accepts a wake-up from an accepting call, without delay. */
    String wakeLater();

    /** Consumes these wake-ups and pushes them. */
    String wakeLaterConsumer();
}
