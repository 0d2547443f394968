package routes;

import jobs.JobRows;
import jobs.LeaseLostException;
import jobs.Leases;
import jobs.Steps;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;

/**
 * What a holder may do with its job: every write carries the job's fence, and one that finds no row means that the job
 * is somebody else's by now.
 */
public class JobLifeRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:checkpoint")
                .routeId("checkpoint")
                .errorHandler(noErrorHandler())
                .bean(JobRows.class, "checkpoint")
                .to("direct:sql-checkpoint-job")
                .setVariable("job", method(JobRows.class, "written"));

        from("direct:begin-step")
                .routeId("begin-step")
                .errorHandler(noErrorHandler())
                .filter(method(Steps.class, "isNew"))
                .setVariable("progress", method(Steps.class, "begin"))
                .to("direct:checkpoint");

        from("direct:release-job")
                .routeId("release-job")
                .errorHandler(noErrorHandler())
                .bean(JobRows.class, "release")
                .to("direct:sql-release-job")
                .setVariable("job", method(JobRows.class, "written"));

        from("direct:finish-job")
                .routeId("finish-job")
                .errorHandler(noErrorHandler())
                .bean(JobRows.class, "finish")
                .to("direct:sql-finish-job")
                .setVariable("job", method(JobRows.class, "written"))
                .enrich("direct:announce-job", AggregationStrategies.useOriginal(false), true);

        // Just before each call to Meta. Without proof, for whatever reason, no call starts.
        from("direct:prove-lease")
                .routeId("prove-lease")
                .errorHandler(noErrorHandler())
                .filter(variable("job").isNotNull())
                .bean(Leases.class, "checkRunning")
                .doTry()
                .bean(Leases.class, "proof")
                .to("direct:sql-prove-lease")
                .doCatch(Exception.class)
                .throwException(LeaseLostException.class, "The lease cannot be proven: ${exception.message}")
                .end()
                .bean(Leases.class, "checkProof");

        from("timer:renew-leases?period={{creative.jobs.renew-interval}}")
                .routeId("renew-leases")
                .routeConfigurationId("duty")
                .precondition("{{role.worker}}")
                .filter(method(Leases.class, "holdsAny"))
                .bean(Leases.class, "renewal")
                .to("direct:sql-renew-leases");
    }
}
