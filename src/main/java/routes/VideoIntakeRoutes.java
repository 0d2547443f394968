package routes;

import static org.apache.camel.builder.PredicateBuilder.not;

import blobs.BlobNames;
import blobs.LocalFiles;
import graph.Buttons;
import http.ClientQuotas;
import http.IdempotencyKeys;
import http.Uploads;
import jobs.Acceptance;
import jobs.WakeUps;
import media.MediaTypes;
import observability.Traces;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import webhooks.Callbacks;

/**
 * Takes a video in: its bytes become blobs, its row is committed, and then the caller is told. From there on
 * the job will end in a final status, whatever dies. An Idempotency-Key is committed with the row, so that there is
 * never one without the other. The wake-up is off the caller's way, for Redis may hang.
 */
public class VideoIntakeRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:createVideoJob")
                .routeId("createVideoJob")
                .routeConfigurationId("intake")
                .setVariable("jobId", method(Acceptance.class, "newId"))
                .to("direct:find-client")
                .bean(Buttons.class, "check")
                .to("direct:claim-key")
                .to("direct:check-instagram")
                .to("direct:check-job-quota")
                .bean(Callbacks.class, "check")
                .setVariable("videoFile", method(Uploads.class, "video"))
                .setVariable("videoType", method(MediaTypes.class, "videoOfJob"))
                .setVariable("thumbnailFile", method(Uploads.class, "thumbnail"))
                .setVariable("thumbnailType", method(MediaTypes.class, "thumbnailOfJob"))
                .to("direct:store-video")
                .to("direct:store-thumbnail")
                .setVariable("acceptance", method(Acceptance.class, "answer"))
                .setVariable("location", simple("/v1/jobs/${variable.jobId}"))
                .bean(Acceptance.class, "video")
                .bean(Traces.class, "keep")
                .bean(IdempotencyKeys.class, "keepAccepted")
                .to("direct:sql-insert-job")
                .bean(IdempotencyKeys.class, "checkAccepted")
                .removeVariable("heldKey")
                // The job is accepted, and its blobs are its own: nothing that fails from here on may remove them.
                .removeVariable("videoBlob")
                .setBody(variable("jobId"))
                .to("direct:wake-later")
                .removeHeaders("*")
                .setHeader("Location", variable("location"))
                .setBody(variable("acceptance"))
                .setVariable("httpStatus", constant(202))
                .to("direct:answer");

        // Without a wake-up the relay finds the job.
        from("direct:wake-later")
                .routeId("wake-later")
                .errorHandler(noErrorHandler())
                .doTry()
                .to("{{creative.queue.wake-later}}")
                .doCatch(Exception.class)
                .log(LoggingLevel.WARN, "Job ${variable.jobId} is left to the relay: ${exception.message}")
                .end();

        from("direct:check-job-quota")
                .routeId("check-job-quota")
                .errorHandler(noErrorHandler())
                .filter(not(method(ClientQuotas.class, "takeJob")))
                .bean(ClientQuotas.class, "jobQuestion")
                .to("direct:sql-count-unfinished-jobs")
                .bean(ClientQuotas.class, "takeCountedJob");

        from("direct:store-video")
                .routeId("store-video")
                .errorHandler(noErrorHandler())
                .setVariable("videoBlob", method(BlobNames.class, "video"))
                .setVariable("upload", variable("videoFile"))
                .setVariable("videoSize", method(LocalFiles.class, "size"))
                .setVariable("blob", variable("videoBlob"))
                .to("direct:store-blob");

        from("direct:store-thumbnail")
                .routeId("store-thumbnail")
                .errorHandler(noErrorHandler())
                .filter(variable("thumbnailFile").isNotNull())
                .setVariable("thumbnailBlob", method(BlobNames.class, "thumbnail"))
                .setVariable("upload", variable("thumbnailFile"))
                .setVariable("blob", variable("thumbnailBlob"))
                .to("direct:store-blob");

        from("{{creative.queue.wake-later-consumer}}")
                .routeId("wake-job")
                .routeConfigurationId("duty")
                .setVariable("jobIds", method(WakeUps.class, "one"))
                .to("direct:wake");
    }
}
