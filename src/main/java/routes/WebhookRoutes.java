package routes;

import jobs.JobRows;
import org.apache.camel.builder.RouteBuilder;
import webhooks.Attempts;
import webhooks.DeliveryRows;
import webhooks.DeliverySlots;
import webhooks.DeliveryViews;
import webhooks.WebhookMessages;
import webhooks.WebhookSecrets;

/**
 * Tells callers that their jobs have ended. What is to be told is a row, written with the job's final status; any number
 * of processes deliver, each row by one. Who dies on the way leaves its rows to the others when its lease is over, so
 * that each is delivered at least once, under the same id.
 */
public class WebhookRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("timer:take-webhook-deliveries?period={{creative.webhooks.interval}}&delay=1000")
                .routeId("take-webhook-deliveries")
                .routeConfigurationId("duty")
                .precondition("{{role.worker}}")
                .filter(method(DeliverySlots.class, "areFree"))
                .bean(DeliverySlots.class, "request")
                .to("direct:sql-take-webhook-deliveries")
                .bean(DeliverySlots.class, "take")
                .split(body())
                .to("seda:deliver-webhook?waitForTaskToComplete=Never");

        from("seda:deliver-webhook?concurrentConsumers={{creative.webhooks.concurrency}}")
                .routeId("deliver-webhook")
                .routeConfigurationId("duty")
                .precondition("{{role.worker}}")
                .doTry()
                .setVariable("delivery", method(DeliveryRows.class, "taken"))
                .to("direct:attempt-delivery")
                .doFinally()
                .bean(DeliverySlots.class, "giveBack")
                .end();

        from("direct:attempt-delivery")
                .routeId("attempt-delivery")
                .errorHandler(noErrorHandler())
                .bean(WebhookSecrets.class, "ofClient")
                .to("direct:sql-select-webhook-secrets")
                .setVariable("secrets", body())
                // A message that cannot be written is a failed attempt too: it must end, and be seen in the history.
                .doTry()
                .bean(WebhookMessages.class, "write")
                .to("{{creative.webhooks.endpoint}}")
                .setVariable("conclusion", method(Attempts.class, "answered"))
                .doCatch(Exception.class)
                .setVariable("conclusion", method(Attempts.class, "failed"))
                .end()
                .bean(DeliveryRows.class, "conclude")
                .to("direct:sql-conclude-webhook-delivery");

        from("direct:listJobWebhooks")
                .routeId("listJobWebhooks")
                .routeConfigurationId("api")
                .to("direct:job-of-path")
                .bean(JobRows.class, "key")
                .to("direct:sql-select-webhook-deliveries")
                .bean(DeliveryViews.class, "list")
                .setVariable("httpStatus", constant(200))
                .to("direct:answer");

        from("direct:redeliverJobWebhook")
                .routeId("redeliverJobWebhook")
                .routeConfigurationId("api")
                .to("direct:job-of-path")
                .bean(DeliveryViews.class, "named")
                .to("direct:sql-redeliver-webhook")
                .bean(DeliveryViews.class, "one")
                .setVariable("httpStatus", constant(202))
                .to("direct:answer");

        from("direct:rotateWebhookSecret")
                .routeId("rotateWebhookSecret")
                .routeConfigurationId("api")
                .to("direct:find-client")
                .setVariable("webhookSecret", method(WebhookSecrets.class, "create"))
                .bean(WebhookSecrets.class, "rotation")
                .to("direct:sql-rotate-webhook-secret")
                .bean(WebhookSecrets.class, "answer")
                .setVariable("httpStatus", constant(201))
                .to("direct:answer");
    }
}
