package graph;

import io.quarkus.arc.Unremovable;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** How transient failures of calls to Meta are redelivered. */
public class GraphRedelivery {

    /**
     * The policy. It is a bean because a redelivery option on {@code onException} would allow redeliveries during
     * shutdown, when a worker must hand its job back at once.
     */
    @Produces
    @Singleton
    @Unremovable
    @Named("graphRedelivery")
    RedeliveryPolicy policy(GraphConfig config) {
        RedeliveryPolicy policy = new RedeliveryPolicy();
        policy.setMaximumRedeliveries(config.redeliveries());
        policy.setRedeliveryDelay(config.redeliveryDelay().toMillis());
        policy.setMaximumRedeliveryDelay(config.maxRedeliveryDelay().toMillis());
        policy.setUseExponentialBackOff(true);
        policy.setBackOffMultiplier(2);
        policy.setUseCollisionAvoidance(true);
        policy.setCollisionAvoidancePercent(30);
        policy.setAllowRedeliveryWhileStopping(false);
        policy.setLogExhausted(false);
        policy.setLogExhaustedMessageHistory(false);
        policy.setLogStackTrace(false);
        return policy;
    }
}
