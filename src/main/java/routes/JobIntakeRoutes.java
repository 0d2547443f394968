package routes;

import static flow.Bodies.answered;
import static flow.Bodies.caught;
import static flow.Bodies.parameters;
import static flow.Bodies.to;
import static flow.Bodies.when;

import calls.ApiCall;
import database.Database;
import io.quarkus.arc.Unremovable;
import jobs.JobInsert;
import jobs.WakeUps;
import observability.Traces;
import org.apache.camel.builder.RouteBuilder;

import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Accepts a job: stores its files as blobs, commits its row, and answers the caller. From then on the job reaches a
 * final status, even if processes die. The Idempotency-Key is committed with the row, so neither exists without the
 * other. The wake-up does not delay the caller, because Redis may hang.
 */
@Singleton
@Unremovable
public class JobIntakeRoutes extends RouteBuilder {

    private final JobInsert inserts;
    private final Traces traces;

    @Inject
    public JobIntakeRoutes(JobInsert inserts, Traces traces) {
        this.inserts = inserts;
        this.traces = traces;
    }

    @Override
    public void configure() {
        from("direct:accept-job")
                .routeId("accept-job")
                .errorHandler(noErrorHandler())
                .filter(when(ApiCall.class, JobInsert::hasFile))
                .process(to(ApiCall.class, call -> JobInsert.job(call).video()))
                .to("direct:store-blob")
                .end()
                .filter(when(ApiCall.class, JobInsert::hasThumbnail))
                .process(to(ApiCall.class, call -> JobInsert.job(call).thumbnail()))
                .to("direct:store-blob")
                .end()
                .process(parameters(ApiCall.class, call -> traces.keep(inserts.row(call))))
                .setBody(constant("resource:classpath:db/queries/insert-job.sql"))
                .to(Database.ENDPOINT)
                .process(answered(ApiCall.class, inserts::accepted))
                .filter(when(ApiCall.class, ApiCall::isAnswered))
                // If the wake-up is lost, the relay finds the job.
                .doTry()
                .process(to(ApiCall.class, JobInsert::jobId))
                .to("{{creative.queue.wake-later}}")
                .doCatch(Exception.class)
                .process(caught(UUID.class, WakeUps::leftToRelay))
                .end();
    }
}
