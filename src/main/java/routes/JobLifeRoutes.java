package routes;

import static flow.Bodies.answered;
import static flow.Bodies.on;
import static flow.Bodies.parameters;
import static flow.Bodies.when;

import database.Database;
import io.quarkus.arc.Unremovable;
import jobs.JobAnnouncements;
import jobs.JobCalls;
import jobs.JobRows;
import jobs.JobRun;
import jobs.Leases;
import jobs.WakeUps;
import org.apache.camel.builder.RouteBuilder;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The writes of a job's holder. Each names the job's fence; a write that finds no row means that another worker holds
 * the job.
 */
@Singleton
@Unremovable
public class JobLifeRoutes extends RouteBuilder {

    private final JobRows rows;
    private final Leases leases;
    private final JobCalls calls;
    private final JobAnnouncements announcements;
    private final WakeUps wakeUps;

    @Inject
    public JobLifeRoutes(JobRows rows, Leases leases, JobCalls calls, JobAnnouncements announcements, WakeUps wakeUps) {
        this.rows = rows;
        this.leases = leases;
        this.calls = calls;
        this.announcements = announcements;
        this.wakeUps = wakeUps;
    }

    @Override
    public void configure() {
        from("direct:checkpoint")
                .routeId("checkpoint")
                .errorHandler(noErrorHandler())
                .filter(when(JobRun.class, JobRun::isToBeWritten))
                .process(parameters(JobRun.class, rows::checkpoint))
                .setBody(constant("resource:classpath:db/queries/checkpoint-job.sql"))
                .to(Database.ENDPOINT)
                .process(answered(JobRun.class, rows::reached));

        from("direct:release-job")
                .routeId("release-job")
                .errorHandler(noErrorHandler())
                .process(parameters(JobRun.class, rows::release))
                .setBody(constant("resource:classpath:db/queries/release-job.sql"))
                .to(Database.ENDPOINT)
                .process(answered(JobRun.class, rows::written))
                .process(on(JobRun.class, wakeUps::parked))
                // Otherwise the job would only be due when the wait is over, possibly hours later.
                .filter(when(JobRun.class, JobRun::isToBeCancelled))
                .process(on(JobRun.class, calls::cancelReleased));

        from("direct:finish-job")
                .routeId("finish-job")
                .errorHandler(noErrorHandler())
                .process(parameters(JobRun.class, rows::finish))
                .setBody(constant("resource:classpath:db/queries/finish-job.sql"))
                .to(Database.ENDPOINT)
                .process(answered(JobRun.class, rows::written))
                .process(on(JobRun.class, run -> announcements.ended(run.job())));

        from("timer:renew-leases?period={{creative.jobs.renew-interval}}")
                .routeId("renew-leases")
                .routeConfigurationId("task")
                .precondition("{{role.worker}}")
                .process(timer -> leases.renew());
    }
}
