package routes;

import static flow.Bodies.answered;
import static flow.Bodies.on;
import static flow.Bodies.parameters;
import static flow.Bodies.value;
import static flow.Bodies.when;

import database.Database;
import io.quarkus.arc.Unremovable;
import jobs.FailureDisposition;
import jobs.JobRows;
import jobs.JobRun;
import jobs.Leases;
import org.apache.camel.builder.RouteBuilder;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * A worker. An entry of the queue is a wake-up, not the job: the worker claims the job whose turn it is, and
 * acknowledges the entry once the claim is committed, or there is nothing to claim. From then on, if the worker dies,
 * the job returns when the lease in its row expires.
 */
@Singleton
@Unremovable
public class JobWorkerRoutes extends RouteBuilder {

    private final Leases leases;
    private final JobRows rows;
    private final FailureDisposition dispositions;

    @Inject
    public JobWorkerRoutes(Leases leases, JobRows rows, FailureDisposition dispositions) {
        this.leases = leases;
        this.rows = rows;
        this.dispositions = dispositions;
    }

    @Override
    public void configure() {
        // A wake-up must not be consumed because a row is locked for a moment, for example while it is marked as woken:
        // the job would remain without a wake-up.
        from("{{creative.queue.work}}")
                .routeId("job-worker")
                .routeConfigurationId("worker")
                .precondition("{{role.worker}}")
                .setBody(wakeUp -> leases.begin())
                .loopDoWhile(when(JobRun.class, JobRun::mayClaim))
                .delay(value(JobRun.class, JobRun::delayMillis))
                .syncDelayed()
                .process(parameters(JobRun.class, rows::claim))
                .setBody(constant("resource:classpath:db/queries/claim-next-job.sql"))
                .to(Database.ENDPOINT)
                .process(answered(JobRun.class, rows::claimed))
                .end()
                .process(leases::hold)
                .to("{{creative.queue.acknowledge}}")
                .filter(when(JobRun.class, JobRun::isClaimed))
                .to("direct:run-job");

        // The route may be one of the operator's own.
        from("direct:run-job")
                .routeId("run-job")
                .routeConfigurationId("jobs")
                .process(on(JobRun.class, dispositions::checkCrashes))
                .toD("direct:job-${body.job.type}");
    }
}
