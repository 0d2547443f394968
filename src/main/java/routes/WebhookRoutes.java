package routes;

import io.quarkus.arc.Unremovable;
import org.apache.camel.builder.RouteBuilder;
import webhooks.Deliveries;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Notifies callers of the end of their jobs. A delivery is a row, written with the job's final status. Any number of
 * processes deliver; each row is taken by one. The rows of a dead process are taken by others when its lease expires, so
 * each is delivered at least once, under the same id.
 */
@Singleton
@Unremovable
public class WebhookRoutes extends RouteBuilder {

    private final Deliveries deliveries;

    @Inject
    public WebhookRoutes(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    public void configure() {
        from("timer:take-webhook-deliveries?period={{creative.webhooks.interval}}&delay=1000")
                .routeId("take-webhook-deliveries")
                .routeConfigurationId("task")
                .precondition("{{role.worker}}")
                .process(deliveries::take)
                .split(body())
                .to("seda:deliver-webhook?waitForTaskToComplete=Never");

        from("seda:deliver-webhook?concurrentConsumers={{creative.webhooks.concurrency}}")
                .routeId("deliver-webhook")
                .routeConfigurationId("task")
                .precondition("{{role.worker}}")
                .process(deliveries::begin)
                // A message that cannot be written counts as a failed attempt, so that its retries end and the history
                // shows it.
                .doTry()
                .process(deliveries::write)
                .to("{{creative.webhooks.endpoint}}")
                .process(deliveries::answered)
                .doCatch(Exception.class)
                .process(deliveries::failed)
                .end()
                .process(deliveries::conclude);
    }
}
