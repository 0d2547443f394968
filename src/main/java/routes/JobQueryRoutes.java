package routes;

import jobs.JobQueries;
import jobs.JobRows;
import jobs.JobView;
import org.apache.camel.builder.RouteBuilder;

/** What callers may ask about jobs. */
public class JobQueryRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:getJob")
                .routeId("getJob")
                .routeConfigurationId("api")
                .to("direct:job-of-path")
                .bean(JobView.class, "of")
                .setVariable("httpStatus", constant(200))
                .to("direct:answer");

        from("direct:job-of-path")
                .routeId("job-of-path")
                .errorHandler(noErrorHandler())
                .setVariable("jobId", method(JobQueries.class, "id"))
                .to("direct:read-job");

        from("direct:read-job")
                .routeId("read-job")
                .errorHandler(noErrorHandler())
                .bean(JobRows.class, "key")
                .to("direct:sql-select-job")
                .setVariable("job", method(JobRows.class, "found"));

        from("direct:listJobs")
                .routeId("listJobs")
                .routeConfigurationId("api")
                .bean(JobQueries.class, "page")
                .to("direct:sql-select-jobs")
                .bean(JobQueries.class, "list")
                .setVariable("httpStatus", constant(200))
                .to("direct:answer");
    }
}
