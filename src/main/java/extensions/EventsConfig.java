package extensions;

import io.smallrye.config.ConfigMapping;

/**
 * The Camel endpoints that events go to, one a kind. Whoever consumes them must give the same {@code multipleConsumers} as
 * stands there. Another component may stand there too: then the event leaves the process.
 */
@ConfigMapping(prefix = "creative.events")
public interface EventsConfig {

    /** A job has succeeded. */
    String jobSucceeded();

    /** A job has failed for good. */
    String jobFailed();

    /** Meta throttles an account, its page or its app, or is about to. */
    String accountThrottled();

    /** Meta has rejected a client's token. */
    String tokenRejected();
}
