package routes;

import blobs.LocalFiles;
import blobs.Sweeper;
import http.IdempotencyKeys;
import jobs.Duties;
import jobs.Retention;
import org.apache.camel.builder.RouteBuilder;

/** Clears away what has been kept long enough, or was left behind by a process that died. */
public class HousekeepingRoutes extends RouteBuilder {

    @Override
    public void configure() {
        // Each process sweeps before its own door, which no other may reach.
        from("timer:sweep-local-files?period={{creative.blobs.sweep-interval}}&delay=1000")
                .routeId("sweep-local-files")
                .routeConfigurationId("duty")
                .bean(LocalFiles.class, "sweep");

        from("timer:sweep-blobs?period={{creative.blobs.sweep-interval}}&delay=1000")
                .routeId("sweep-blobs")
                .routeConfigurationId("duty")
                .precondition("{{role.worker}}")
                .setBody(method(Duties.class, "sweepBlobs"))
                .to("direct:sql-take-duty")
                .filter(body().isNotNull())
                .setVariable("oldJobs", method(Sweeper.class, "oldJobs"))
                .bean(Sweeper.class, "inUse")
                .to("direct:sql-select-blobs-in-use")
                .bean(Sweeper.class, "sweepJobs")
                // The last one, since not all that speaks like S3 knows how to tell of them.
                .bean(Sweeper.class, "sweepUnfinished");

        from("timer:delete-finished-jobs?period={{creative.jobs.retention-interval}}&delay=5000")
                .routeId("delete-finished-jobs")
                .routeConfigurationId("duty")
                .precondition("{{role.worker}}")
                .setBody(method(Duties.class, "deleteFinishedJobs"))
                .to("direct:sql-take-duty")
                .filter(body().isNotNull())
                .to("direct:delete-some-finished-jobs")
                .loopDoWhile(method(Retention.class, "any"))
                .to("direct:delete-some-finished-jobs");

        from("timer:delete-idempotency-keys?period={{creative.api.idempotency-retention-interval}}&delay=5000")
                .routeId("delete-idempotency-keys")
                .routeConfigurationId("duty")
                .precondition("{{role.worker}}")
                .setBody(method(Duties.class, "deleteIdempotencyKeys"))
                .to("direct:sql-take-duty")
                .filter(body().isNotNull())
                .to("direct:delete-some-idempotency-keys")
                .loopDoWhile(method(Retention.class, "any"))
                .to("direct:delete-some-idempotency-keys");

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
}
