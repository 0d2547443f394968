package routes;

import graph.Callers;
import graph.Intents;
import graph.Surplus;
import jobs.Duties;
import jobs.Retention;
import org.apache.camel.builder.RouteBuilder;

import java.util.Map;

/**
 * Settles what creates left open. An intent of a call that is long over, or of a job that has ended, is decided by
 * looking for its object; and where a create was sent twice, an object that appears too late is found and deleted.
 */
public class IntentDutyRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("timer:settle-intents?period={{creative.graph.intent-interval}}")
                .routeId("settle-intents")
                .routeConfigurationId("duty")
                .precondition("{{role.api}}")
                .bean(Surplus.class, "leftOpen")
                .to("direct:sql-take-intents-to-settle")
                .split(body())
                .to("direct:settle-intent");

        from("direct:settle-intent")
                .routeId("settle-intent")
                .routeConfigurationId("duty")
                .to("direct:take-intent")
                .to("direct:adopt-object")
                // Without a row the call itself, or its repetition, has decided.
                .filter(body().isNotNull())
                .setVariable("intent", method(Intents.class, "read"))
                .filter(method(Intents.class, "isUnsettled"))
                .filter(method(Intents.class, "isSettled"))
                .to("direct:close-intent");

        from("timer:check-surplus?period={{creative.graph.intent-interval}}")
                .routeId("check-surplus")
                .routeConfigurationId("duty")
                .precondition("{{role.worker}}")
                .setBody(constant(Map.of()))
                .to("direct:sql-take-intents-to-check")
                .split(body())
                .to("direct:delete-surplus");

        from("direct:delete-surplus")
                .routeId("delete-surplus")
                .routeConfigurationId("duty")
                .to("direct:take-intent")
                .to("direct:search-objects")
                .bean(Surplus.class, "candidates")
                .to("direct:sql-select-surplus-objects")
                .bean(Surplus.class, "objects")
                .split(body())
                .to("direct:delete-object");

        from("direct:delete-object")
                .routeId("delete-object")
                .errorHandler(noErrorHandler())
                .setVariable("objectId", body())
                .setVariable("graphRequest", method(Surplus.class, "delete"))
                .to("direct:graph")
                .log("Deleted ${variable.objectId}, which a create made once too often")
                .bean(Surplus.class, "event")
                .to("direct:sql-note-job-event");

        from("timer:delete-intents?period={{creative.jobs.retention-interval}}&delay=5000")
                .routeId("delete-intents")
                .routeConfigurationId("duty")
                .precondition("{{role.worker}}")
                .setBody(method(Duties.class, "deleteIntents"))
                .to("direct:sql-take-duty")
                .filter(body().isNotNull())
                .to("direct:delete-some-intents")
                .loopDoWhile(method(Retention.class, "any"))
                .to("direct:delete-some-intents");

        from("direct:delete-some-intents")
                .routeId("delete-some-intents")
                .errorHandler(noErrorHandler())
                .bean(Surplus.class, "expired")
                .to("direct:sql-delete-intents");

        from("direct:take-intent")
                .routeId("take-intent")
                .errorHandler(noErrorHandler())
                .setVariable("caller", method(Callers.class, "worker"))
                .setVariable("clientId", method(Surplus.class, "clientId"))
                .setVariable("intent", method(Surplus.class, "intent"))
                .setVariable("account", simple("${variable.intent.account}"));
    }
}
