package extensions;

import io.smallrye.config.ConfigMapping;

/**
 * The Camel endpoints of events, one per kind. Consumers must use the same {@code multipleConsumers} as the endpoint
 * here. With an endpoint of another component, events leave the process.
 */
@ConfigMapping(prefix = "creative.events")
public interface EventsConfig {

    /** A job has succeeded. */
    String jobSucceeded();

    /** A job has ended, and only some of its items have succeeded. */
    String jobPartial();

    /** An item of a launch has failed for good. */
    String launchItemFailed();

    /** A job has failed for good. */
    String jobFailed();

    /** Meta throttles an account, its page or its app, or is about to. */
    String accountThrottled();

    /** Meta has rejected a client's token. */
    String tokenRejected();

    /** A key has requested an approval. */
    String approvalRequested();

    /** An approval was given or rejected. */
    String approvalDecided();
}
