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
 * Lets a route call methods of the object in the message's body by method reference, which the compiler checks and a
 * debugger can enter. If a step replaced the body or failed, the object is still known, and the next of these steps
 * makes it the body again.
 */
public final class Bodies {

    private static final String TRAVELLER = Bodies.class.getName() + ".traveller";
    /** The parameters of a {@code jdbc:} endpoint. */
    private static final String JDBC_PARAMETERS = "CamelJdbcParameters";

    private Bodies() {}

    @FunctionalInterface
    public interface Step<T> {
        void apply(T body) throws Exception;
    }

    @FunctionalInterface
    public interface Change<T, R> {
        R apply(T body) throws Exception;
    }

    @FunctionalInterface
    public interface Question<T> {
        boolean ask(T body);
    }

    @FunctionalInterface
    public interface Task {
        void run() throws Exception;
    }

    /** Runs a task that needs no body. */
    public static Processor run(Task task) {
        return exchange -> task.run();
    }

    /** Runs a step on the body, which stays. */
    public static <T> Processor on(Class<T> type, Step<? super T> step) {
        return exchange -> step.apply(body(exchange, type));
    }

    /** Replaces the body by the result, which may be null. */
    public static <T> Processor to(Class<T> type, Change<? super T, ?> change) {
        return exchange -> exchange.getMessage().setBody(change.apply(body(exchange, type)));
    }

    /** A predicate on the body. */
    public static <T> Predicate when(Class<T> type, Question<? super T> question) {
        return exchange -> question.ask(body(exchange, type));
    }

    /** An expression on the body. */
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

    /** Handles a failure that was caught. */
    @FunctionalInterface
    public interface Rescue<T> {
        void apply(T body, Exception failure) throws Exception;
    }

    /** In a {@code doCatch}: runs a step on the body and the failure. */
    public static <T> Processor caught(Class<T> type, Rescue<? super T> rescue) {
        return exchange -> rescue.apply(body(exchange, type), caught(exchange));
    }

    /** In a {@code doCatch}: rethrows the failure after its handling. */
    public static void rethrow(Exchange exchange) throws Exception {
        throw caught(exchange);
    }

    private static Exception caught(Exchange exchange) {
        return exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
    }

    /** Sets the parameters of a {@code jdbc:} endpoint from the body; the next body is the statement. */
    public static <T> Processor parameters(Class<T> type, Change<? super T, Map<String, Object>> change) {
        return exchange -> exchange.getMessage().setHeader(JDBC_PARAMETERS, change.apply(body(exchange, type)));
    }

    /** Handles the answer of an endpoint. */
    @FunctionalInterface
    public interface Reply<T> {
        void apply(T body, String answer) throws Exception;
    }

    /** Handles the answer of a {@code jdbc:} endpoint, a text or null, and restores the body. */
    public static <T> Processor answered(Class<T> type, Reply<? super T> reply) {
        return exchange -> {
            String answer = exchange.getMessage().getBody(String.class);
            exchange.getMessage().removeHeaders("CamelJdbc*");
            T object = travelling(exchange, type);
            exchange.getMessage().setBody(object);
            reply.apply(object, answer);
        };
    }

    /** Handles a typed answer of an endpoint. */
    @FunctionalInterface
    public interface Receipt<T, A> {
        void apply(T body, A answer) throws Exception;
    }

    /** Handles the answer of an endpoint, and restores the body. */
    public static <T, A> Processor received(Class<T> type, Class<A> answerType, Receipt<? super T, ? super A> receipt) {
        return exchange -> {
            A answer = exchange.getMessage().getBody(answerType);
            receipt.apply(body(exchange, type), answer);
        };
    }

    /** The object of a type that is the body of an exchange; null if there was none. */
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
