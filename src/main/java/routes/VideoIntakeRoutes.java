package routes;

import static flow.Bodies.answered;
import static flow.Bodies.caught;
import static flow.Bodies.on;
import static flow.Bodies.parameters;
import static flow.Bodies.to;
import static flow.Bodies.when;

import calls.ApiCall;
import calls.CallClients;
import creatives.VideoIntake;
import database.Database;
import http.Replies;
import io.quarkus.arc.Unremovable;
import jobs.JobInsert;
import jobs.WakeUps;
import observability.Traces;
import org.apache.camel.builder.RouteBuilder;
import webhooks.Callbacks;

import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Accepts a video: stores its files as blobs, commits its row, and then answers the caller. From then on the job will
 * reach a final status, even after crashes. An Idempotency-Key is committed together with the row. The wake-up is
 * asynchronous, because Redis may hang.
 */
@Singleton
@Unremovable
public class VideoIntakeRoutes extends RouteBuilder {

    private final CallClients clients;
    private final VideoIntake intake;
    private final JobInsert inserts;
    private final Callbacks callbacks;
    private final Traces traces;
    private final Replies replies;

    @Inject
    public VideoIntakeRoutes(
            CallClients clients,
            VideoIntake intake,
            JobInsert inserts,
            Callbacks callbacks,
            Traces traces,
            Replies replies) {
        this.clients = clients;
        this.intake = intake;
        this.inserts = inserts;
        this.callbacks = callbacks;
        this.traces = traces;
        this.replies = replies;
    }

    @Override
    public void configure() {
        from("direct:createVideoJob")
                .routeId("createVideoJob")
                .routeConfigurationId("intake")
                .process(on(ApiCall.class, clients::find))
                .process(on(ApiCall.class, intake::begin))
                .filter(when(ApiCall.class, ApiCall::isUnanswered))
                .process(on(ApiCall.class, intake::checkClient))
                .process(on(ApiCall.class, call -> callbacks.check(call.body())))
                .process(on(ApiCall.class, intake::checkFiles))
                .process(to(ApiCall.class, call -> JobInsert.job(call).video()))
                .to("direct:store-blob")
                .filter(when(ApiCall.class, JobInsert::hasThumbnail))
                .process(to(ApiCall.class, call -> JobInsert.job(call).thumbnail()))
                .to("direct:store-blob")
                .end()
                .process(parameters(ApiCall.class, call -> traces.keep(inserts.row(call))))
                .setBody(constant("resource:classpath:db/queries/insert-job.sql"))
                .to(Database.ENDPOINT)
                .process(answered(ApiCall.class, inserts::accepted))
                // If the wake-up is lost, the relay finds the job.
                .doTry()
                .process(to(ApiCall.class, JobInsert::jobId))
                .to("{{creative.queue.wake-later}}")
                .doCatch(Exception.class)
                .process(caught(UUID.class, WakeUps::leftToRelay))
                .end()
                .end()
                .process(replies);
    }
}
