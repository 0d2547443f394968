package routes;

import blobs.BlobsConfig;
import blobs.LocalFiles;
import blobs.Sweeper;
import http.IdempotencyConfig;
import http.IdempotencyKeys;
import io.quarkus.arc.Unremovable;
import jobs.ClusterSchedule;
import jobs.JobsConfig;
import jobs.Retention;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.FilterDefinition;

import java.time.Duration;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Clears away what has been kept long enough, or was left behind by a process that died. */
@Singleton
@Unremovable
public class HousekeepingRoutes extends RouteBuilder {

    private final BlobsConfig blobs;
    private final JobsConfig jobs;
    private final IdempotencyConfig idempotency;

    @Inject
    public HousekeepingRoutes(BlobsConfig blobs, JobsConfig jobs, IdempotencyConfig idempotency) {
        this.blobs = blobs;
        this.jobs = jobs;
        this.idempotency = idempotency;
    }

    @Override
    public void configure() {
        // Each process cleans its own upload directory, which no other may reach.
        from("timer:sweep-local-files?period={{creative.blobs.sweep-interval}}&delay=1000")
                .routeId("sweep-local-files")
                .routeConfigurationId("duty")
                .bean(LocalFiles.class, "sweep");

        scheduled(Sweeper.TASK, blobs.sweepInterval())
                .to("direct:sweep-page-of-blobs")
                .bean(Sweeper.class, "state")
                .to("direct:sql-keep-task-state")
                // The last one, since not all that speaks like S3 knows how to tell of them.
                .bean(Sweeper.class, "sweepUnfinished");

        scheduled("delete-finished-jobs", jobs.retentionInterval())
                .to("direct:delete-some-finished-jobs")
                .loopDoWhile(method(Retention.class, "any"))
                .to("direct:delete-some-finished-jobs");

        scheduled("delete-idempotency-keys", idempotency.idempotencyRetentionInterval())
                .to("direct:delete-some-idempotency-keys")
                .loopDoWhile(method(Retention.class, "any"))
                .to("direct:delete-some-idempotency-keys");

        // From what the last run left to what this one leaves.
        from("direct:sweep-page-of-blobs")
                .routeId("sweep-page-of-blobs")
                .errorHandler(noErrorHandler())
                .setVariable("sweep", method(Sweeper.class, "begin"))
                .bean(Sweeper.class, "inUse")
                .to("direct:sql-select-blobs-in-use")
                .bean(Sweeper.class, "sweep");

        from("direct:delete-some-idempotency-keys")
                .routeId("delete-some-idempotency-keys")
                .errorHandler(noErrorHandler())
                .bean(IdempotencyKeys.class, "expired")
                .to("direct:sql-delete-idempotency-keys");

        from("direct:delete-some-finished-jobs")
                .routeId("delete-some-finished-jobs")
                .errorHandler(noErrorHandler())
                .bean(Retention.class, "expired")
                .to("direct:sql-delete-finished-jobs");
    }

    /** A task of the workers that runs once per interval over all of them. */
    private FilterDefinition scheduled(String task, Duration interval) {
        return from("timer:" + task + "?delay=1000&period=" + ClusterSchedule.pollMillis(interval))
                .routeId(task)
                .routeConfigurationId("duty")
                .precondition("{{role.worker}}")
                .setBody(constant(ClusterSchedule.request(task, interval)))
                .to("direct:sql-take-scheduled-task")
                .filter(body().isNotNull());
    }
}
