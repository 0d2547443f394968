package jobs;

import io.smallrye.config.ConfigMapping;

/** The Camel endpoints of the queue that wakes workers. */
@ConfigMapping(prefix = "creative.queue")
public interface QueueConfig {

    /** The name of the stream. */
    String stream();

    /** Adds wake-ups: the body is a list of job ids. */
    String wake();

    /** Tells the stream's incarnation and length. */
    String info();

    /** Where workers wait for wake-ups. */
    String work();

    /** Acknowledges the wake-up in hand. */
    String acknowledge();

    /** Takes a wake-up from an accepting call, at once. */
    String wakeLater();

    /** Where these wake-ups are pushed from. */
    String wakeLaterConsumer();
}
