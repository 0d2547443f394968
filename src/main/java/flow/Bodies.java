package flow;

import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;

/**
 * Lets a route name what is done with the object that travels as its message's body: a method reference, which the
 * compiler checks and a debugger enters.
 */
public final class Bodies {

    private Bodies() {}

    /** Something to do with a body. */
    @FunctionalInterface
    public interface Step<T> {
        void apply(T body) throws Exception;
    }

    /** Something to make of a body. */
    @FunctionalInterface
    public interface Change<T, R> {
        R apply(T body) throws Exception;
    }

    /** A question about a body. */
    @FunctionalInterface
    public interface Question<T> {
        boolean ask(T body);
    }

    /** Does something with the body, which stays. */
    public static <T> Processor on(Class<T> type, Step<? super T> step) {
        return exchange -> step.apply(body(exchange, type));
    }

    /** Replaces the body by what is made of it, which may be null. */
    public static <T> Processor to(Class<T> type, Change<? super T, ?> change) {
        return exchange -> exchange.getMessage().setBody(change.apply(body(exchange, type)));
    }

    /** Whether something holds for the body. */
    public static <T> Predicate when(Class<T> type, Question<? super T> question) {
        return exchange -> question.ask(body(exchange, type));
    }

    private static <T> T body(Exchange exchange, Class<T> type) {
        return type.cast(exchange.getMessage().getBody());
    }
}
