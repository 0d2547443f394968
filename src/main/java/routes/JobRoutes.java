package routes;

import static flow.Bodies.caught;
import static flow.Bodies.on;
import static flow.Bodies.to;

import calls.ApiCall;
import flow.Bodies.Step;
import http.Replies;
import io.quarkus.arc.Unremovable;
import jobs.JobCalls;
import jobs.WakeUps;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import webhooks.WebhookCalls;

import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The API's operations on jobs and their webhooks. Calls with {@code wait} are held by http.JobWaits before they arrive
 * here.
 */
@Singleton
@Unremovable
public class JobRoutes extends RouteBuilder {

    private final JobCalls jobs;
    private final WebhookCalls webhooks;
    private final Replies replies;

    @Inject
    public JobRoutes(JobCalls jobs, WebhookCalls webhooks, Replies replies) {
        this.jobs = jobs;
        this.webhooks = webhooks;
        this.replies = replies;
    }

    @Override
    public void configure() {
        operation("getJob", jobs::read).process(replies);
        operation("listJobs", jobs::list).process(replies);
        operation("listJobEvents", jobs::history).process(replies);
        operation("cancelJob", jobs::cancel).process(replies);
        operation("retryJob", jobs::retry)
                // If the wake-up is lost, the relay finds the job.
                .doTry()
                .process(to(ApiCall.class, JobCalls::jobId))
                .to("{{creative.queue.wake-later}}")
                .doCatch(Exception.class)
                .process(caught(UUID.class, WakeUps::leftToRelay))
                .end()
                .process(replies);

        operation("listJobWebhooks", webhooks::list).process(replies);
        operation("redeliverJobWebhook", webhooks::redeliver).process(replies);
        operation("rotateWebhookSecret", webhooks::rotateSecret).process(replies);
    }

    private RouteDefinition operation(String id, Step<ApiCall> step) {
        return from("direct:" + id).routeId(id).routeConfigurationId("api").process(on(ApiCall.class, step));
    }
}
