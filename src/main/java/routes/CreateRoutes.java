package routes;

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
                .bean(Intents.class, "open")
                .to("direct:sql-open-intent")
                .setVariable("intent", method(Intents.class, "read"))
                .loopDoWhile(method(Intents.class, "isOpen"))
                .choice()
                .when(method(Intents.class, "isUnsettled"))
                .to("direct:look-up")
                .when(method(Intents.class, "isExhausted"))
                .to("direct:close-intent")
                .bean(Intents.class, "giveUp")
                .otherwise()
                .to("direct:create-once");

        // A lost answer is to be settled. After every other answer that is not the object, nothing is under way. While
        // Meta is down that is certain only where no answer was lost before.
        from("direct:create-once")
                .routeId("create-once")
                .errorHandler(noErrorHandler())
                .setVariable("graphRequest", method(Intents.class, "labelled"))
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
                .setVariable("intent", method(Intents.class, "readOr"));

        from("direct:close-intent")
                .routeId("close-intent")
                .errorHandler(noErrorHandler())
                .bean(Intents.class, "key")
                .to("direct:sql-close-intent");

        from("direct:look-up")
                .routeId("look-up")
                .errorHandler(noErrorHandler())
                .to("direct:adopt-object")
                .filter(method(Intents.class, "isUnsettled"))
                .choice()
                .when(method(Intents.class, "isSettled"))
                .bean(Intents.class, "key")
                .to("direct:sql-renew-intent")
                .setVariable("intent", method(Intents.class, "readOr"))
                .when(method(Intents.class, "canWait"))
                .delay(method(Intents.class, "lookAgainMillis"))
                .endChoice()
                .otherwise()
                .bean(Intents.class, "leaveUnsettled");

        from("direct:adopt-object")
                .routeId("adopt-object")
                .errorHandler(noErrorHandler())
                .to("direct:search-objects")
                .bean(LookUp.class, "adoption")
                .to("direct:sql-adopt-object")
                .setVariable("intent", method(Intents.class, "readOr"));

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
