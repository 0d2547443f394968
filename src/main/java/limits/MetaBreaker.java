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
 * Notices that Meta is down, and lets nobody call then but one now and then, who finds out whether it is back. It goes by
 * what answers mean: whoever is refused or throttled by Meta has been answered.
 */
@Singleton
@Unremovable
public class MetaBreaker {

    private static final Logger LOG = Logger.getLogger(MetaBreaker.class);
    /** While a call tries, others ask again after this. */
    private static final Duration TRIAL = Duration.ofSeconds(1);
    /** A request that opens the breaker again within this time, though Meta answered meanwhile, is to blame itself. */
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

    /** The circuit breaker itself, for the EIP in {@code routes.GraphRoutes}. */
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

    /** The request that was the first to fail when the breaker opened; there is none when a trial failed too. */
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
                LOG.warnf("Meta is down: %d calls in a row failed or were not answered.", failures);
            } else {
                suspect = null;
            }
        } else if (now == CircuitBreakerState.CLOSED) {
            LOG.info("Meta answers again.");
        }
        state = now;
    }

    /** The state, for people: {@code closed} while Meta answers, {@code open}, {@code half_open} while one call tries. */
    public String state() {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Lets a call go on while Meta is not down, or it is time to try.
     *
     * @throws BreakerOpenException if it is down
     */
    void check() {
        if (state == CircuitBreakerState.OPEN && !left().isZero()) {
            throw new BreakerOpenException(left());
        }
    }

    /** Whether it is time to try whether Meta is back, before this request. */
    boolean needsTrial(GraphRequest request) {
        return state != CircuitBreakerState.CLOSED && !isTrial(request);
    }

    /**
     * Lets a call go on to the breaker. While Meta is down it is closed to all but a trial, also to those who waited for
     * their turn meanwhile.
     *
     * @throws BreakerOpenException if Meta is down
     */
    void confirm(GraphRequest request) {
        if (state != CircuitBreakerState.CLOSED && !isTrial(request)) {
            throw open();
        }
    }

    /** A call to try with, in the name of another: it changes nothing, and any account can be read. */
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
     * The failure of a call, or that it was not let through. Whose failure opened the breaker need not try again either;
     * except for a create, which may have been done and whose outcome has to be found out, and for a request that opened
     * it before though Meta answered others meanwhile: it would open it for ever.
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
        // A call of the same opening was under way already: Meta has answered nobody meanwhile.
        return known.since() - openedAt < 0 && known.is(request);
    }

    private BreakerOpenException open() {
        Duration left = left();
        return new BreakerOpenException(state == CircuitBreakerState.OPEN && !left.isZero() ? left : TRIAL);
    }

    /** How much longer nobody calls. */
    private Duration left() {
        Duration left = delay.minusNanos(System.nanoTime() - openedAt);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
