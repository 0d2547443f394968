package limits;

import clients.Account;
import graph.BreakerOpenException;
import graph.GraphCall;
import graph.GraphConfig;
import graph.GraphException;
import graph.GraphException.Unavailable;
import graph.GraphException.Unserved;
import graph.GraphRequest;
import io.quarkus.arc.Unremovable;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.RuntimeExchangeException;
import org.jboss.logging.Logger;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/**
 * Circuit breaker for Meta. While it is open, only an occasional probe is sent. It counts failures by their meaning: a
 * rejected or throttled call was answered, so it is no failure here.
 */
@Singleton
@Unremovable
public class MetaBreaker {

    private static final Logger LOG = Logger.getLogger(MetaBreaker.class);
    /** During a probe other calls ask again after this time. */
    private static final Duration TRIAL = Duration.ofSeconds(1);
    /**
     * If a request opens the breaker again within this time, although Meta answered others meanwhile, the request is
     * the cause.
     */
    private static final Duration SUSPICION = Duration.ofMinutes(1);

    private final int failures;
    private final Duration delay;
    private volatile CircuitBreakerState state = CircuitBreakerState.CLOSED;
    private volatile long openedAt;
    private volatile Suspect suspect;

    @Inject
    public MetaBreaker(GraphConfig config) {
        this.failures = config.breakerFailures();
        this.delay = config.breakerDelay();
    }

    /** The circuit breaker for the EIP in {@code routes.GraphRoutes}. */
    @Produces
    @Singleton
    @Unremovable
    @Named("metaBreaker")
    TypedGuard<Exchange> guard() {
        return TypedGuard.create(Exchange.class)
                .withCircuitBreaker()
                .requestVolumeThreshold(failures)
                .failureRatio(1)
                .delay(delay.toMillis(), ChronoUnit.MILLIS)
                .successThreshold(1)
                .when(MetaBreaker::isOutage)
                .onStateChange(this::changed)
                .done()
                .build();
    }

    /** The request whose failure opened the breaker; null if a failed probe opened it. */
    private record Suspect(GraphRequest.Method method, String path, long since) {

        boolean is(GraphRequest request) {
            return method == request.method() && path.equals(request.path());
        }

        boolean isForgotten() {
            return System.nanoTime() - since > SUSPICION.toNanos();
        }
    }

    private static boolean isOutage(Throwable failure) {
        Throwable cause = failure instanceof RuntimeExchangeException ? failure.getCause() : failure;
        return GraphException.isOutage(cause);
    }

    private void changed(CircuitBreakerState now) {
        if (now == CircuitBreakerState.OPEN) {
            openedAt = System.nanoTime();
            if (state == CircuitBreakerState.CLOSED) {
                LOG.warnf("Meta is down: %d calls in a row failed or timed out.", failures);
            } else {
                suspect = null;
            }
        } else if (now == CircuitBreakerState.CLOSED) {
            LOG.info("Meta is reachable again.");
        }
        state = now;
    }

    /** The state for people: {@code closed}, {@code open}, or {@code half_open} during a probe. */
    public String state() {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Checks that a call can be sent, or that a probe is due.
     *
     * @throws BreakerOpenException if the breaker is open
     */
    void check() {
        if (state == CircuitBreakerState.OPEN && !left().isZero()) {
            throw new BreakerOpenException(left());
        }
    }

    /** Returns true if a probe should be sent before this request. */
    boolean needsTrial(GraphRequest request) {
        return state != CircuitBreakerState.CLOSED && !isTrial(request);
    }

    /**
     * Checks just before sending. While the breaker is open only a probe passes; this also stops calls that were
     * waiting when it opened.
     *
     * @throws BreakerOpenException if the breaker is open
     */
    void confirm(GraphRequest request) {
        if (state != CircuitBreakerState.CLOSED && !isTrial(request)) {
            throw open();
        }
    }

    /** A probe on behalf of a waiting call: a read of the account, which changes nothing and is always possible. */
    public GraphCall trial(GraphCall waiting) {
        Account account = waiting.request().account();
        GraphCall trial = new GraphCall(waiting.caller());
        trial.by(waiting.clientId(), account);
        trial.ask(GraphRequest.read(account, account.adAccountId(), "id"));
        return trial;
    }

    private static boolean isTrial(GraphRequest request) {
        return request.method() == GraphRequest.Method.GET
                && request.path().equals(request.account().adAccountId());
    }

    /**
     * Handles a failed or rejected call. A call whose failure opened the breaker is not redelivered either. There are
     * two exceptions: a create, which may have been executed and whose outcome must be found out; and a request that
     * opened the breaker before although Meta answered others meanwhile, since it would open it again and again.
     *
     * @throws Exception always
     */
    public void failed(Exchange exchange) throws Exception {
        GraphRequest request = Attempt.of(exchange).call().request();
        Exception failure = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
        if (failure == null) {
            throw open();
        }
        if (failure instanceof Unavailable unavailable && state == CircuitBreakerState.OPEN) {
            throw isToBlame(request) ? new Unserved(unavailable) : open();
        }
        throw failure;
    }

    private boolean isToBlame(GraphRequest request) {
        Suspect known = suspect;
        if (known == null || known.isForgotten()) {
            suspect = isTrial(request) ? null : new Suspect(request.method(), request.path(), System.nanoTime());
            return false;
        }
        // A call from the same opening was still in progress; Meta has answered no call meanwhile.
        return known.since() - openedAt < 0 && known.is(request);
    }

    private BreakerOpenException open() {
        Duration left = left();
        return new BreakerOpenException(state == CircuitBreakerState.OPEN && !left.isZero() ? left : TRIAL);
    }

    /** How long the breaker stays open. */
    private Duration left() {
        Duration left = delay.minusNanos(System.nanoTime() - openedAt);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
