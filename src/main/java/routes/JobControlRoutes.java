package routes;

import jobs.JobControl;
import jobs.JobRows;
import jobs.JobView;
import org.apache.camel.builder.RouteBuilder;

/** What callers may do to a job: stop it, start it again, read its history. */
public class JobControlRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:cancelJob")
                .routeId("cancelJob")
                .routeConfigurationId("api")
                .to("direct:job-of-path")
                .bean(JobRows.class, "key")
                .to("direct:sql-cancel-job")
                .setVariable("job", method(JobControl.class, "cancelled"))
                .bean(JobView.class, "of")
                .setVariable("httpStatus", constant(202))
                .to("direct:answer");

        from("direct:retryJob")
                .routeId("retryJob")
                .routeConfigurationId("api")
                .to("direct:job-of-path")
                .setVariable("clientId", simple("${variable.job.clientId}"))
                .to("direct:check-client")
                .to("direct:check-job-quota")
                .bean(JobRows.class, "key")
                .to("direct:sql-retry-job")
                .setVariable("job", method(JobControl.class, "retried"))
                .setBody(variable("jobId"))
                .to("{{creative.queue.wake-later}}")
                .bean(JobView.class, "of")
                .setVariable("httpStatus", constant(202))
                .to("direct:answer");

        from("direct:listJobEvents")
                .routeId("listJobEvents")
                .routeConfigurationId("api")
                .to("direct:job-of-path")
                .bean(JobControl.class, "wholeHistory")
                .to("direct:sql-select-events")
                .bean(JobControl.class, "history")
                .setVariable("httpStatus", constant(200))
                .to("direct:answer");
    }
}
