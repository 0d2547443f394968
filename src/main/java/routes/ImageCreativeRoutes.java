package routes;

import static org.apache.camel.builder.PredicateBuilder.not;

import graph.BreakerOpenException;
import graph.Buttons;
import graph.Callers;
import graph.CreativeAnswers;
import graph.Creatives;
import graph.DeadlineException;
import graph.GraphException;
import graph.GraphFailures;
import graph.Images;
import graph.NoSlotException;
import http.IdempotencyKeys;
import http.Uploads;
import media.MediaTypes;
import org.apache.camel.builder.RouteBuilder;

/** A creative with a picture, while the caller waits: the image, the creative, and a look at what Meta made of it. */
public class ImageCreativeRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:createImageCreative")
                .routeId("createImageCreative")
                .routeConfigurationId("api")
                .to("direct:begin-call")
                .bean(Buttons.class, "check")
                .to("direct:claim-key")
                // The account may have gone to another client since the create.
                .filter(not(method(IdempotencyKeys.class, "isResumed")))
                .to("direct:check-instagram")
                .end()
                .setVariable("imageFile", method(Uploads.class, "image"))
                .setVariable("imageType", method(MediaTypes.class, "imageOfCreative"))
                .setVariable("imageName", method(Uploads.class, "imageName"))
                .setVariable("graphRequest", method(Images.class, "uploadImage"))
                .to("direct:graph")
                .setVariable("imageHash", method(Images.class, "hash"))
                .setVariable("creation", method(Creatives.class, "image"))
                .to("direct:create")
                .setVariable("graphRequest", method(Creatives.class, "readBackMade"))
                .to("direct:verify")
                .bean(CreativeAnswers.class, "image")
                .setVariable("httpStatus", constant(201))
                .to("direct:answer");

        // The creative exists: that it cannot be confirmed is said, and fails nothing. Only a job waits until it can.
        from("direct:verify")
                .routeId("verify")
                .errorHandler(noErrorHandler())
                .doTry()
                .to("direct:graph")
                .setVariable("verification", method(Creatives.class, "verify"))
                .doCatch(
                        GraphException.Invalid.class,
                        GraphException.Transient.class,
                        GraphException.TokenRejected.class)
                .setVariable("verification", constant(Creatives.Verification.UNCONFIRMED))
                .doCatch(
                        GraphException.Throttled.class,
                        BreakerOpenException.class,
                        NoSlotException.class,
                        DeadlineException.class)
                .to("direct:do-without-verification")
                .end();

        from("direct:do-without-verification")
                .routeId("do-without-verification")
                .errorHandler(noErrorHandler())
                .choice()
                .when(method(Callers.class, "isApi"))
                .setVariable("verification", constant(Creatives.Verification.UNCONFIRMED))
                .otherwise()
                .bean(GraphFailures.class, "raiseCaught");
    }
}
