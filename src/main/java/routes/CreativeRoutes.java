package routes;

import static flow.Bodies.caught;
import static flow.Bodies.on;
import static flow.Bodies.when;

import calls.ApiCall;
import calls.CallClients;
import creatives.CreativeCalls;
import creatives.CreativeMedia;
import creatives.CreativeSteps;
import creatives.Enhancements;
import failures.Failure;
import graph.GraphException.Invalid;
import http.Replies;
import intents.CreatingCall;
import io.quarkus.arc.Unremovable;
import org.apache.camel.builder.RouteBuilder;

import java.sql.SQLException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Creates creatives while the caller waits: finds their media, creates the creative, and reads it back. */
@Singleton
@Unremovable
public class CreativeRoutes extends RouteBuilder {

    private static final String QUESTIONS = "direct:ask-about-media";

    private final CallClients clients;
    private final CreativeCalls creatives;
    private final CreativeMedia media;
    private final Enhancements enhancements;
    private final Replies replies;

    @Inject
    public CreativeRoutes(
            CallClients clients,
            CreativeCalls creatives,
            CreativeMedia media,
            Enhancements enhancements,
            Replies replies) {
        this.clients = clients;
        this.creatives = creatives;
        this.media = media;
        this.enhancements = enhancements;
        this.replies = replies;
    }

    @Override
    public void configure() {
        create("createImageCreative", "image");
        create("createVideoCreative", "video");
        create("createCarouselCreative", "carousel");
        create("createPlacementsCreative", "placements");
        create("createPostCreative", "post");
        media();

        from("direct:listEnhancements")
                .routeId("listEnhancements")
                .routeConfigurationId("api")
                .process(on(ApiCall.class, call -> call.reply(enhancements.list())))
                .process(replies);
    }

    private void create(String operation, String kind) {
        from("direct:" + operation)
                .routeId(operation)
                .routeConfigurationId("api")
                .process(on(ApiCall.class, clients::find))
                .process(on(ApiCall.class, call -> creatives.begin(call, kind)))
                .filter(when(ApiCall.class, ApiCall::isUnanswered))
                .filter(when(ApiCall.class, creatives::hasFile))
                .process(on(ApiCall.class, creatives::takePicture))
                .to("direct:upload-picture")
                .process(on(ApiCall.class, creatives::uploaded))
                .end()
                .to(QUESTIONS)
                .process(on(ApiCall.class, creatives::create))
                .to("direct:create")
                .process(on(ApiCall.class, creatives::readBack))
                // The creative exists, so a failed read-back only leads to "verified": false. Only a job retries it.
                .doTry()
                .to("direct:graph")
                .process(on(ApiCall.class, creatives::verify))
                .doCatch(Failure.class, SQLException.class)
                .end()
                .process(on(ApiCall.class, creatives::created))
                .end()
                .process(replies);
    }

    /** The media of a creative, of a call or of a job. */
    private void media() {
        from(CreativeSteps.MEDIA)
                .routeId("creative-media")
                .errorHandler(noErrorHandler())
                .process(on(CreatingCall.class, media::find))
                .to(QUESTIONS);

        from(QUESTIONS)
                .routeId("ask-about-media")
                .errorHandler(noErrorHandler())
                .loopDoWhile(when(CreatingCall.class, media::hasQuestions))
                .doTry()
                .process(on(CreatingCall.class, media::ask))
                .to("direct:graph")
                .process(on(CreatingCall.class, media::heard))
                .doCatch(Invalid.class)
                .process(caught(CreatingCall.class, media::unknown))
                .end()
                .end();
    }
}
