package routes;

import static flow.Bodies.on;
import static flow.Bodies.when;

import calls.ApiCall;
import calls.CallClients;
import creatives.CreativeIntake;
import creatives.VideoIntake;
import http.Replies;
import io.quarkus.arc.Unremovable;
import org.apache.camel.builder.RouteBuilder;
import webhooks.Callbacks;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Accepts jobs that create a creative. */
@Singleton
@Unremovable
public class CreativeIntakeRoutes extends RouteBuilder {

    private final CallClients clients;
    private final CreativeIntake intake;
    private final VideoIntake videos;
    private final Callbacks callbacks;
    private final Replies replies;

    @Inject
    public CreativeIntakeRoutes(
            CallClients clients, CreativeIntake intake, VideoIntake videos, Callbacks callbacks, Replies replies) {
        this.clients = clients;
        this.intake = intake;
        this.videos = videos;
        this.callbacks = callbacks;
        this.replies = replies;
    }

    @Override
    public void configure() {
        accept("createImageCreativeJob", "image");
        accept("createCarouselCreativeJob", "carousel");
        accept("createPlacementsCreativeJob", "placements");
        accept("createPostCreativeJob", "post");
        video();
    }

    private void accept(String operation, String kind) {
        from("direct:" + operation)
                .routeId(operation)
                .routeConfigurationId("intake")
                .process(on(ApiCall.class, clients::find))
                .process(on(ApiCall.class, call -> intake.begin(call, kind)))
                .to("direct:accept-creative")
                .process(replies);
    }

    /** The video is in the request, or was uploaded before. */
    private void video() {
        from("direct:createVideoJob")
                .routeId("createVideoJob")
                .routeConfigurationId("intake")
                .process(on(ApiCall.class, clients::find))
                .choice()
                .when(when(ApiCall.class, VideoIntake::hasVideo))
                .to("direct:accept-video")
                .otherwise()
                .process(on(ApiCall.class, call -> intake.begin(call, "video")))
                .to("direct:accept-creative")
                .end()
                .process(replies);

        from("direct:accept-creative")
                .routeId("accept-creative")
                .errorHandler(noErrorHandler())
                .filter(when(ApiCall.class, ApiCall::isUnanswered))
                .process(on(ApiCall.class, call -> callbacks.check(call.body())))
                .process(on(ApiCall.class, intake::check))
                .to("direct:accept-job");

        from("direct:accept-video")
                .routeId("accept-video")
                .errorHandler(noErrorHandler())
                .process(on(ApiCall.class, videos::begin))
                .filter(when(ApiCall.class, ApiCall::isUnanswered))
                .process(on(ApiCall.class, videos::checkClient))
                .process(on(ApiCall.class, call -> callbacks.check(call.body())))
                .process(on(ApiCall.class, videos::checkFiles))
                .to("direct:accept-job");
    }
}
