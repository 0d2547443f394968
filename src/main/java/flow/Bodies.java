package flow;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.ExpressionAdapter;

import java.util.Map;

/**
 * Lets a route name what is done with the object that travels as its message's body: a method reference, which the
 * compiler checks and a debugger enters. Where a step has put something else into the body, or has failed, the object is
 * still known, and is the body again from the next of these on.
 */
public final class Bodies {

    private static final String TRAVELLER = Bodies.class.getName() + ".traveller";
    /** The parameters of a {@code jdbc:} endpoint. */
    private static final String JDBC_PARAMETERS = "CamelJdbcParameters";

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

    /** Something to do that needs no body. */
    @FunctionalInterface
    public interface Task {
        void run() throws Exception;
    }

    /** Does something that needs no body. */
    public static Processor run(Task task) {
        return exchange -> task.run();
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

    /** What is made of the body. */
    public static <T> Expression value(Class<T> type, Change<? super T, ?> change) {
        return new ExpressionAdapter() {
            @Override
            public Object evaluate(Exchange exchange) {
                try {
                    return change.apply(body(exchange, type));
                } catch (Exception e) {
                    throw RuntimeCamelException.wrapRuntimeCamelException(e);
                }
            }
        };
    }

    /** Something to do with a body when a failure was caught. */
    @FunctionalInterface
    public interface Rescue<T> {
        void apply(T body, Exception failure) throws Exception;
    }

    /** In a {@code doCatch}: does something with the body and the failure. */
    public static <T> Processor caught(Class<T> type, Rescue<? super T> rescue) {
        return exchange -> rescue.apply(body(exchange, type), caught(exchange));
    }

    /** In a {@code doCatch}: the failure continues, when what it called for has been done. */
    public static void rethrow(Exchange exchange) throws Exception {
        throw caught(exchange);
    }

    private static Exception caught(Exchange exchange) {
        return exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
    }

    /** Gives a {@code jdbc:} endpoint its parameters, made of the body; the statement becomes the body next. */
    public static <T> Processor parameters(Class<T> type, Change<? super T, Map<String, Object>> change) {
        return exchange -> exchange.getMessage().setHeader(JDBC_PARAMETERS, change.apply(body(exchange, type)));
    }

    /** Something to do with a body and what an endpoint answered. */
    @FunctionalInterface
    public interface Reply<T> {
        void apply(T body, String answer) throws Exception;
    }

    /** Takes the answer of a {@code jdbc:} endpoint, a text or null, and puts the object that travels into its place. */
    public static <T> Processor answered(Class<T> type, Reply<? super T> reply) {
        return exchange -> {
            String answer = exchange.getMessage().getBody(String.class);
            exchange.getMessage().removeHeaders("CamelJdbc*");
            T object = travelling(exchange, type);
            exchange.getMessage().setBody(object);
            reply.apply(object, answer);
        };
    }

    /** Something to do with a body and what was received for it. */
    @FunctionalInterface
    public interface Receipt<T, A> {
        void apply(T body, A answer) throws Exception;
    }

    /** Takes what an endpoint answered, and puts the object that travels into its place. */
    public static <T, A> Processor received(Class<T> type, Class<A> answerType, Receipt<? super T, ? super A> receipt) {
        return exchange -> {
            A answer = exchange.getMessage().getBody(answerType);
            receipt.apply(body(exchange, type), answer);
        };
    }

    /** The object of a type that travels through an exchange; null before it was met. */
    public static <T> T travelling(Exchange exchange, Class<T> type) {
        Object body = exchange.getMessage().getBody();
        return type.cast(type.isInstance(body) ? body : exchange.getProperty(TRAVELLER));
    }

    private static <T> T body(Exchange exchange, Class<T> type) {
        Object body = exchange.getMessage().getBody();
        Object traveller = exchange.getProperty(TRAVELLER);
        if (!type.isInstance(body) && type.isInstance(traveller)) {
            exchange.getMessage().setBody(traveller);
            return type.cast(traveller);
        }
        if (body != traveller) {
            exchange.setProperty(TRAVELLER, body);
        }
        return type.cast(body);
    }
}
