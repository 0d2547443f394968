package routes;

import graph.Callers;
import jobs.Claims;
import jobs.JobEnd;
import jobs.Leases;
import org.apache.camel.builder.RouteBuilder;

/**
 * A worker. An entry of the queue is a wake-up, not the job: it makes the worker claim the job whose turn it is, and is
 * acknowledged once that claim is committed, or there is nothing to claim. From then on the lease in the row is what
 * brings the job back if the worker dies.
 */
public class JobWorkerRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("{{creative.queue.work}}")
                .routeId("job-worker")
                .routeConfigurationId("worker")
                .precondition("{{role.worker}}")
                .to("direct:claim-job")
                .to("{{creative.queue.acknowledge}}")
                .filter(variable("job").isNotNull())
                .to("direct:run-job");

        // A wake-up must not be used up by a row that is only locked, by one who marks it woken for example: the job
        // would lie there without a wake-up.
        from("direct:claim-job")
                .routeId("claim-job")
                .errorHandler(noErrorHandler())
                .setVariable("claim", method(Claims.class, "first"))
                .loopDoWhile(method(Claims.class, "isOpen"))
                .to("direct:try-claim")
                .end()
                .filter(method(Claims.class, "isMade"))
                .setVariable("job", method(Claims.class, "job"))
                .bean(Leases.class, "hold");

        from("direct:try-claim")
                .routeId("try-claim")
                .errorHandler(noErrorHandler())
                .delay(method(Claims.class, "delayMillis"))
                .bean(Leases.class, "claim")
                .to("direct:sql-claim-next-job")
                .setVariable("claim", method(Claims.class, "next"));

        from("direct:run-job")
                .routeId("run-job")
                .routeConfigurationId("jobs")
                .setVariable("caller", method(Callers.class, "worker"))
                .setVariable("clientId", simple("${variable.job.clientId}"))
                .setVariable("account", simple("${variable.job.account}"))
                .bean(JobEnd.class, "checkCrashes")
                .toD("direct:job-${variable.job.type}");
    }
}
