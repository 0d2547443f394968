package routes;

import static org.apache.camel.builder.PredicateBuilder.not;

import graph.BreakerOpenException;
import graph.DeadlineException;
import graph.GraphException;
import graph.GraphFailures;
import graph.Intents;
import graph.LookUp;
import graph.NoSlotException;
import org.apache.camel.builder.RouteBuilder;

/**
 * Makes an object at Meta exactly once: {@code direct:create} takes the variable {@code creation} and ends with the
 * variable {@code intent}, which names the object. The intent is committed before the create; an answer that is lost is
 * no failure: the object is looked for by its label until it can no longer appear, and only then created again.
 */
public class CreateRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:create")
                .routeId("create")
                .errorHandler(noErrorHandler())
                .to("direct:open-intent")
                .setVariable("lookUps", method(Intents.class, "noLookUps"))
                .loopDoWhile(method(Intents.class, "isOpen"))
                .choice()
                .when(method(Intents.class, "isUnsettled"))
                .to("direct:look-up")
                .when(method(Intents.class, "isExhausted"))
                .to("direct:close-intent")
                .bean(Intents.class, "giveUp")
                .otherwise()
                .to("direct:create-once");

        from("direct:open-intent")
                .routeId("open-intent")
                .errorHandler(noErrorHandler())
                .bean(Intents.class, "open")
                .to("direct:sql-open-intent")
                .setVariable("intent", method(Intents.class, "read"));

        // A lost answer is to be settled. After every other answer that is not the object, nothing is under way. While
        // Meta is down that is certain only where no answer was lost before.
        from("direct:create-once")
                .routeId("create-once")
                .errorHandler(noErrorHandler())
                .setVariable("graphRequest", method(Intents.class, "labelled"))
                .setVariable("lookUps", method(Intents.class, "noLookUps"))
                .doTry()
                .to("direct:graph")
                .bean(Intents.class, "settle")
                .to("direct:sql-settle-intent")
                .setVariable("intent", method(Intents.class, "read"))
                .doCatch(GraphException.OutcomeUnknown.class)
                .to("direct:note-lost-answer")
                .doCatch(GraphException.class, NoSlotException.class, DeadlineException.class)
                .to("direct:close-intent")
                .bean(GraphFailures.class, "raiseCaught")
                .doCatch(BreakerOpenException.class)
                .to("direct:close-untried-intent")
                .bean(GraphFailures.class, "raiseCaught")
                .end();

        from("direct:close-untried-intent")
                .routeId("close-untried-intent")
                .errorHandler(noErrorHandler())
                .filter(method(Intents.class, "isUntried"))
                .to("direct:close-intent");

        from("direct:note-lost-answer")
                .routeId("note-lost-answer")
                .errorHandler(noErrorHandler())
                .setVariable("lastError", method(Intents.class, "error"))
                .bean(Intents.class, "lostAnswer")
                .to("direct:sql-note-lost-answer")
                .setVariable("intent", method(Intents.class, "read"));

        from("direct:close-intent")
                .routeId("close-intent")
                .errorHandler(noErrorHandler())
                .bean(Intents.class, "asRead")
                .to("direct:sql-close-intent");

        // Another process may act on the same intent: a task that settles it, or a worker that was given up for dead.
        // A write that finds the intent changed is followed by a fresh look at it.
        from("direct:look-up")
                .routeId("look-up")
                .errorHandler(noErrorHandler())
                .delay(method(Intents.class, "lookUpDelayMillis"))
                .setVariable("lookUps", method(Intents.class, "oneLookUpMore"))
                .to("direct:adopt-object")
                .to("direct:read-written-intent")
                .filter(method(Intents.class, "isUnsettled"))
                .choice()
                .when(method(Intents.class, "isSettled"))
                .bean(Intents.class, "asRead")
                .to("direct:sql-renew-intent")
                .to("direct:read-written-intent")
                .when(not(method(Intents.class, "canWait")))
                .bean(Intents.class, "leaveUnsettled");

        from("direct:read-written-intent")
                .routeId("read-written-intent")
                .errorHandler(noErrorHandler())
                .choice()
                .when(body().isNull())
                .to("direct:open-intent")
                .otherwise()
                .setVariable("intent", method(Intents.class, "read"));

        from("direct:adopt-object")
                .routeId("adopt-object")
                .errorHandler(noErrorHandler())
                .to("direct:search-objects")
                .bean(LookUp.class, "adoption")
                .to("direct:sql-adopt-object");

        from("direct:search-objects")
                .routeId("search-objects")
                .errorHandler(noErrorHandler())
                .setVariable("search", method(LookUp.class, "begin"))
                .loopDoWhile(method(LookUp.class, "hasMore"))
                .setVariable("graphRequest", method(LookUp.class, "page"))
                .to("direct:graph")
                .setVariable("search", method(LookUp.class, "read"));
    }
}
