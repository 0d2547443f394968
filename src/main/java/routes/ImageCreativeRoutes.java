package routes;

import static flow.Bodies.on;
import static flow.Bodies.when;

import calls.ApiCall;
import calls.CallClients;
import creatives.ImageCreatives;
import failures.Failure;
import http.Replies;
import io.quarkus.arc.Unremovable;
import org.apache.camel.builder.RouteBuilder;

import java.sql.SQLException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** A creative with an image, synchronously: upload, create, read back. */
@Singleton
@Unremovable
public class ImageCreativeRoutes extends RouteBuilder {

    private final CallClients clients;
    private final ImageCreatives creatives;
    private final Replies replies;

    @Inject
    public ImageCreativeRoutes(CallClients clients, ImageCreatives creatives, Replies replies) {
        this.clients = clients;
        this.creatives = creatives;
        this.replies = replies;
    }

    @Override
    public void configure() {
        from("direct:createImageCreative")
                .routeId("createImageCreative")
                .routeConfigurationId("api")
                .process(on(ApiCall.class, clients::find))
                .process(on(ApiCall.class, creatives::begin))
                .filter(when(ApiCall.class, ApiCall::isUnanswered))
                .process(on(ApiCall.class, creatives::upload))
                .to("direct:graph")
                .process(on(ApiCall.class, creatives::uploaded))
                .to("direct:create")
                .process(on(ApiCall.class, creatives::readBack))
                // The creative exists: a failed read-back is reported in the answer, not as an error. Only a job would
                // wait.
                .doTry()
                .to("direct:graph")
                .process(on(ApiCall.class, creatives::verify))
                .doCatch(Failure.class, SQLException.class)
                .end()
                .process(on(ApiCall.class, creatives::created))
                .end()
                .process(replies);
    }
}
