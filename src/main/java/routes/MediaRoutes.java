package routes;

import static flow.Bodies.caught;
import static flow.Bodies.on;
import static flow.Bodies.to;
import static flow.Bodies.when;

import calls.ApiCall;
import calls.CallClients;
import flow.Bodies.Step;
import graph.GraphException.NoSuchObject;
import http.Replies;
import io.quarkus.arc.Unremovable;
import jobs.JobRun;
import media.Downloads;
import media.MediaCalls;
import media.MediaIntake;
import org.apache.camel.builder.RouteBuilder;

import java.io.IOException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Media: an image in a file is uploaded while the caller waits, a video or a URL by a job. */
@Singleton
@Unremovable
public class MediaRoutes extends RouteBuilder {

    private final CallClients clients;
    private final MediaIntake intake;
    private final MediaCalls media;
    private final Downloads downloads;
    private final Replies replies;

    @Inject
    public MediaRoutes(
            CallClients clients, MediaIntake intake, MediaCalls media, Downloads downloads, Replies replies) {
        this.clients = clients;
        this.intake = intake;
        this.media = media;
        this.downloads = downloads;
        this.replies = replies;
    }

    @Override
    public void configure() {
        intake();
        downloads();
        answer("getMedium", media::read);
        answer("listMedia", media::list);
        answer("deleteMedium", media::delete);
    }

    private void intake() {
        from("direct:createMedium")
                .routeId("createMedium")
                .routeConfigurationId("intake")
                .process(on(ApiCall.class, clients::find))
                .process(on(ApiCall.class, intake::begin))
                .filter(when(ApiCall.class, ApiCall::isUnanswered))
                .choice()
                .when(when(ApiCall.class, MediaIntake::isPicture))
                .to("direct:upload-picture")
                .process(on(ApiCall.class, intake::kept))
                .otherwise()
                .to("direct:accept-medium")
                .end()
                .end()
                .process(replies);

        from("direct:accept-medium")
                .routeId("accept-medium")
                .errorHandler(noErrorHandler())
                .filter(when(ApiCall.class, MediaIntake::isRemembered))
                .process(on(ApiCall.class, intake::look))
                .doTry()
                .to("direct:graph")
                .process(on(ApiCall.class, intake::looked))
                // Meta no longer has it, so it is uploaded again.
                .doCatch(NoSuchObject.class)
                .end()
                .end()
                .filter(when(ApiCall.class, ApiCall::isUnanswered))
                .process(on(ApiCall.class, intake::job))
                .to("direct:accept-job")
                .filter(when(ApiCall.class, ApiCall::isUnanswered))
                .process(on(ApiCall.class, intake::answerOvertaken));
    }

    private void downloads() {
        from(Downloads.ROUTE)
                .routeId("download-medium")
                .errorHandler(noErrorHandler())
                .doTry()
                .process(on(JobRun.class, downloads::begin))
                .to("direct:fetch-file")
                .process(to(JobRun.class, downloads::blob))
                .to("direct:store-blob")
                .doFinally()
                .process(on(JobRun.class, downloads::end))
                .end();

        // Repeats requests until the file is complete.
        from("direct:fetch-file")
                .routeId("fetch-file")
                .noStreamCaching()
                .errorHandler(noErrorHandler())
                .loopDoWhile(when(JobRun.class, downloads::isUnfinished))
                .doTry()
                .process(downloads::write)
                .to("{{creative.media.download-endpoint}}")
                .process(downloads::receive)
                .doCatch(IOException.class)
                .process(caught(JobRun.class, downloads::broken))
                .end()
                .end();
    }

    private void answer(String operation, Step<ApiCall> step) {
        from("direct:" + operation)
                .routeId(operation)
                .routeConfigurationId("api")
                .process(on(ApiCall.class, step))
                .process(replies);
    }
}
