package routes;

import static flow.Bodies.caught;
import static flow.Bodies.on;
import static flow.Bodies.value;
import static flow.Bodies.when;

import intents.CreatingCall;
import intents.Intents;
import io.quarkus.arc.Unremovable;
import org.apache.camel.builder.RouteBuilder;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Creates an object at Meta exactly once: {@code direct:create} takes a {@link CreatingCall} with its creation;
 * afterwards its intent has the object's id. The intent is committed before the create. A lost answer is not a failure:
 * the object is looked up by its label until it can no longer appear, and only then created again.
 */
@Singleton
@Unremovable
public class CreateRoutes extends RouteBuilder {

    private final Intents intents;

    @Inject
    public CreateRoutes(Intents intents) {
        this.intents = intents;
    }

    @Override
    public void configure() {
        // Each iteration is a create, or a page of the list that may contain a lost object.
        from("direct:create")
                .routeId("create")
                .errorHandler(noErrorHandler())
                .process(on(CreatingCall.class, intents::begin))
                .loopDoWhile(when(CreatingCall.class, intents::isOpen))
                .delay(value(CreatingCall.class, intents::delayMillis))
                .process(on(CreatingCall.class, intents::next))
                .doTry()
                .to("direct:graph")
                .process(on(CreatingCall.class, intents::answered))
                .doCatch(Exception.class)
                .process(caught(CreatingCall.class, intents::failed))
                .end();
    }
}
