package routes;

import graph.GraphAnnouncements;
import jobs.JobAnnouncements;
import org.apache.camel.ExchangePattern;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/**
 * Events for routes of the operator's own, raised by the process that did the work: at most once, as JSON, into a bounded
 * queue. Whoever raises one does it in an exchange of its own ({@code enrich}), and hears neither of consumers that fail
 * nor of a queue that is full.
 */
public class EventRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:announce-job")
                .routeId("announce-job")
                .errorHandler(noErrorHandler())
                .choice()
                .when(method(JobAnnouncements.class, "isSuccess"))
                .to("direct:raise-job-succeeded")
                .when(method(JobAnnouncements.class, "isFailure"))
                .to("direct:raise-job-failed");

        event("job-succeeded", "job-succeeded", JobAnnouncements.class, "of");
        event("job-failed", "job-failed", JobAnnouncements.class, "of");
        event("account-throttled", "account-throttled", GraphAnnouncements.class, "throttled");
        event("account-stopped", "account-throttled", GraphAnnouncements.class, "stopped");
        event("token-rejected", "token-rejected", GraphAnnouncements.class, "rejected");
    }

    private void event(String cause, String event, Class<?> author, String method) {
        from("direct:raise-" + cause)
                .routeId("raise-" + cause)
                .errorHandler(noErrorHandler())
                .doTry()
                .bean(author, method)
                .setBody(simple("${body.toString()}"))
                .removeHeaders("*")
                .to(ExchangePattern.InOnly, "{{creative.events." + event + "}}")
                .doCatch(Exception.class)
                .log(LoggingLevel.WARN, "An event " + event + " is lost: ${exception.message}")
                .end();
    }
}
