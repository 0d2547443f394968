package limits;

import com.fasterxml.jackson.core.JsonProcessingException;
import failures.Failure;
import graph.CallObserver;
import graph.CallObserver.Waiting;
import graph.DeadlineException;
import graph.GraphAnswers;
import graph.GraphCall;
import graph.GraphMessages;
import graph.GraphRequest;
import graph.UnreadableFileException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Expression;
import org.apache.camel.Message;
import org.apache.camel.support.ExpressionAdapter;

import java.io.IOException;
import java.time.Instant;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The steps of an attempt to call Meta, in the order of {@code routes.GraphRoutes}. */
@Singleton
public class Attempts {

    private final Governor governor;
    private final CallSlots slots;
    private final MetaBreaker breaker;
    private final GraphMessages messages;
    private final GraphAnswers answers;
    private final CallObserver observer;

    @Inject
    public Attempts(
            Governor governor,
            CallSlots slots,
            MetaBreaker breaker,
            GraphMessages messages,
            GraphAnswers answers,
            CallObserver observer) {
        this.governor = governor;
        this.slots = slots;
        this.breaker = breaker;
        this.messages = messages;
        this.answers = answers;
        this.observer = observer;
    }

    /** Starts an attempt of the call in the body. */
    public void begin(Exchange exchange) {
        boolean trial = Attempt.of(exchange) != null;
        Object redeliveries = exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER);
        if (!trial && redeliveries instanceof Integer count && count > 0) {
            observer.redelivered();
        }
        Attempt.begin(exchange, (GraphCall) exchange.getMessage().getBody());
    }

    /**
     * Checks the caller's deadline and the circuit breaker.
     *
     * @throws Failure if the time is up or the breaker is open
     */
    public void check(Exchange exchange) {
        if (Attempt.of(exchange).call().caller().isLate(Instant.now())) {
            throw new DeadlineException();
        }
        breaker.check();
    }

    /** Returns true if the breaker should be probed before this call. */
    public boolean needsTrial(Exchange exchange) {
        return breaker.needsTrial(Attempt.of(exchange).call().request());
    }

    /**
     * Checks the limits of app, account and page.
     *
     * @throws Failure if one of them is throttled
     */
    public void admit(Exchange exchange) {
        Attempt attempt = Attempt.of(exchange);
        GraphCall call = attempt.call();
        attempt.admitted(governor.admit(call.request(), call.caller()));
    }

    /** How long the call waits before it is sent, in milliseconds. */
    public Expression spacing() {
        return new ExpressionAdapter() {
            @Override
            public Object evaluate(Exchange exchange) {
                return Attempt.of(exchange).admission().waitMillis();
            }
        };
    }

    /**
     * Takes slots for the call.
     *
     * @throws Failure if none is free in time
     */
    public void enter(Exchange exchange) {
        Attempt attempt = Attempt.of(exchange);
        observer.waited(Waiting.THROTTLE, attempt.lap());
        GraphCall call = attempt.call();
        attempt.entered(slots.enter(call.caller(), call.request().account().adAccountId()));
    }

    /** The key of the Throttler: the ad account. */
    public Expression account() {
        return new ExpressionAdapter() {
            @Override
            public Object evaluate(Exchange exchange) {
                return Attempt.of(exchange).call().request().account().adAccountId();
            }
        };
    }

    /**
     * Checks, after all waiting, that the call may still be sent.
     *
     * @throws RuntimeException if not
     */
    public void confirm(Exchange exchange) {
        Attempt attempt = Attempt.of(exchange);
        attempt.call().prove();
        governor.confirm(attempt.admission());
        breaker.confirm(attempt.call().request());
    }

    /** Replaces the message by the request. */
    public void write(Exchange exchange) throws JsonProcessingException {
        Attempt attempt = Attempt.of(exchange);
        observer.waited(Waiting.SLOT, attempt.lap());
        GraphRequest request = attempt.call().request();
        messages.write(request, attempt.call().caller(), exchange.getMessage());
        attempt.sending(observer.sending(request));
    }

    /**
     * Processes the answer. The body is the call again.
     *
     * @throws Failure if Meta did not do what was asked, or the answer does not show it
     */
    public void read(Exchange exchange) {
        Attempt attempt = Attempt.of(exchange);
        Message message = exchange.getMessage();
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, int.class);
        String text = message.getBody(String.class);
        attempt.call()
                .answered(answers.read(
                        text, status, message.getHeaders(), attempt.call().request()));
        attempt.ended(null);
        if (governor.answered(message.getHeaders(), attempt.admission())) {
            attempt.stopped();
        }
        message.setBody(attempt.call());
    }

    /** Returns true if the answer reports that a limit is nearly used up, so that calls stop for a while. */
    public boolean hasStopped(Exchange exchange) {
        return Attempt.of(exchange).hasStopped();
    }

    /**
     * Processes the failure of the call.
     *
     * @throws Exception always: the meaning of the failure
     */
    public void failed(Exchange exchange) throws Exception {
        Attempt attempt = Attempt.of(exchange);
        Exception caught = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
        Exception failure =
                isConnections(caught) ? answers.failure(caught, attempt.call().request()) : caught;
        attempt.ended(failure);
        throw failure instanceof Failure named
                ? governor.failed(named, exchange.getMessage().getHeaders(), attempt.admission())
                : failure;
    }

    /** A file that cannot be read while it is sent is not a failure of the connection. */
    private static boolean isConnections(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Failure || cause instanceof UnreadableFileException) {
                return false;
            }
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    /** Ends the attempt, whatever its outcome. */
    public void end(Exchange exchange) {
        Attempt attempt = Attempt.end(exchange);
        attempt.leave();
        if (attempt.admission() != null) {
            governor.giveBack(attempt.admission());
        }
        Exception failure = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
        if (failure != null && !attempt.isSent()) {
            observer.heldBack(failure);
        }
    }
}
