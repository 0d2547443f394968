package limits;

import clients.Account;
import failures.Failure;
import graph.ApiCallsConfig;
import graph.Caller;
import graph.GraphConfig;
import graph.GraphException;
import graph.GraphException.Throttled;
import graph.GraphRequest;
import graph.Throttle;
import graph.Usage;
import graph.UsageHeaders;
import io.vertx.mutiny.redis.client.Redis;
import limits.Attempt.Admission;
import limits.GateVerdict.Kind;
import limits.LimitObservation.Outcome;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Respects Meta's limits of an app, an ad account and a page. All processes share what they learn from Meta's answers
 * through Redis; without Redis each process uses its own observations.
 *
 * <p>A call is checked before it waits for a slot, so that it holds no slot during a throttle, and again just before it
 * is sent if the wait was long. Its answer is recorded before the slot is released. So when Meta starts to throttle,
 * only calls already in progress are rejected.
 */
@Singleton
public class Governor {

    /** How long a job waits in place to be spaced out; for longer waits it releases its worker. */
    private static final Duration WORKER_PATIENCE = Duration.ofMillis(500);
    /** How long the check of a gate is valid. */
    private static final long GOOD_FOR_MILLIS = 100;

    private static final String THROTTLED = "is throttled by Meta";
    private static final String NEAR_LIMIT = "has nearly used up Meta's limit";

    private final SharedGates shared;
    private final LocalGates local;
    private final UsageHeaders usage;
    private final ApiCallsConfig api;
    private final double stopAt;
    private final Clock clock = Clock.systemUTC();

    @Inject
    public Governor(Redis redis, GraphConfig config, ApiCallsConfig api, UsageHeaders usage) {
        GateLimits limits = GateLimits.of(config);
        this.shared = new SharedGates(redis, limits, config.gateTimeout());
        this.local = new LocalGates(limits, clock);
        this.usage = usage;
        this.api = api;
        this.stopAt = limits.stopAt();
    }

    /**
     * Admits a call, now or after a short wait.
     *
     * @throws Throttled if Meta would reject it, or it would have to wait longer than its caller can
     */
    Admission admit(GraphRequest request, Caller caller) {
        List<GateKey> keys = GateKey.of(request.account());
        check(keys, local.knownBlock(keys));
        String call = UUID.randomUUID().toString();
        long patience = patience(caller).toMillis();
        GateVerdict verdict = shared.admit(keys, call, patience)
                .map(told -> remember(keys, told))
                .orElseGet(() -> local.admit(keys, call, patience));
        check(keys, verdict);
        long goodUntil = clock.millis() + verdict.waitMillis() + GOOD_FOR_MILLIS;
        return new Admission(keys, call, verdict.waitMillis(), verdict.probe(), goodUntil);
    }

    private Duration patience(Caller caller) {
        return caller.role() == Caller.Role.WORKER ? WORKER_PATIENCE : caller.remaining(Instant.now(), api.slotWait());
    }

    private GateVerdict remember(List<GateKey> keys, GateVerdict told) {
        if (told.kind() == Kind.BLOCKED) {
            local.block(keys.get(told.key()), told.waitMillis());
        } else if (told.kind() == Kind.PASSED && !told.probe()) {
            local.open(keys);
        }
        return told;
    }

    /**
     * Checks again a call that had to wait.
     *
     * @throws Throttled if Meta has started to throttle meanwhile
     */
    void confirm(Admission admission) {
        List<GateKey> keys = admission.keys();
        check(keys, local.knownBlock(keys));
        if (clock.millis() < admission.goodUntil()) {
            return;
        }
        boolean open = shared.confirm(keys, admission.call()).orElseGet(() -> local.confirm(keys, admission.call()));
        if (!open) {
            throw refusal(keys.get(indexOf(keys, Throttle.Scope.ACCOUNT)), KeyGate.PROBE_PATIENCE, THROTTLED);
        }
    }

    /**
     * Records the usage headers of a successful answer.
     *
     * @return true if a limit is nearly used up, so that calls stop for a while
     */
    boolean answered(Map<String, Object> headers, Admission admission) {
        Usage use = usage.read(headers);
        List<LimitObservation> observations = observations(admission.keys(), use, Outcome.PASSED, null);
        learn(admission, observations);
        return observations.stream().anyMatch(observation -> observation.percent() >= stopAt);
    }

    /**
     * Records the usage headers and meaning of any other answer, or of a missing one.
     *
     * @return the failure; for a throttle, with the time that this service waits
     */
    Failure failed(Failure failure, Map<String, Object> headers, Admission admission) {
        List<GateKey> keys = admission.keys();
        Usage use = usage.read(headers);
        if (!(failure instanceof Throttled throttled)) {
            Outcome outcome = GraphException.isOutage(failure) ? Outcome.NONE : Outcome.PASSED;
            learn(admission, observations(keys, use, outcome, null));
            return failure;
        }
        List<GateView> views = learn(admission, observations(keys, use, Outcome.NONE, throttled.throttle()));
        long wait = views.stream().mapToLong(GateView::blockedForMillis).max().orElse(0);
        return throttled.lasting(Duration.ofMillis(Math.max(1, wait)));
    }

    /** Releases the right to probe if the call was not sent, so that another call may probe. */
    void giveBack(Admission admission) {
        if (admission.probe()) {
            learn(admission, Collections.nCopies(admission.keys().size(), LimitObservation.NONE));
        }
    }

    /** The state of the limits of an account. */
    public List<GateView> look(Account account) {
        List<GateKey> keys = GateKey.of(account);
        return shared.look(keys).orElseGet(() -> local.look(keys));
    }

    private List<LimitObservation> observations(List<GateKey> keys, Usage use, Outcome outcome, Throttle throttle) {
        List<LimitObservation> observations = new ArrayList<>();
        int throttled = throttle == null ? -1 : indexOf(keys, throttle.scope());
        for (int i = 0; i < keys.size(); i++) {
            GateKey key = keys.get(i);
            Outcome ofKey = i == throttled ? Outcome.THROTTLED : outcome;
            Duration named = i == throttled ? throttle.named() : use.reset(key.scope(), key.id(), stopAt);
            observations.add(new LimitObservation(
                    ofKey,
                    named == null ? LimitObservation.UNNAMED : named.toMillis(),
                    use.percent(key.scope(), key.id())));
        }
        return observations;
    }

    private static int indexOf(List<GateKey> keys, Throttle.Scope scope) {
        for (int i = 0; i < keys.size(); i++) {
            if (keys.get(i).scope() == scope) {
                return i;
            }
        }
        // The throttled object is not among the call's keys, such as the page of a call that names none.
        return indexOf(keys, Throttle.Scope.ACCOUNT);
    }

    private List<GateView> learn(Admission admission, List<LimitObservation> observations) {
        List<GateKey> keys = admission.keys();
        boolean urgent = admission.probe() || observations.stream().anyMatch(observation -> observation.stops(stopAt));
        if (urgent) {
            // At once, for the calls of this process that wait for this call's slot.
            local.learn(keys, admission.call(), observations);
            shared.learn(keys, admission.call(), observations).ifPresent(views -> local.copy(keys, views));
        } else if (observations.stream().anyMatch(observation -> observation.percent() != LimitObservation.UNKNOWN)) {
            local.learn(keys, admission.call(), observations);
            shared.learnLater(keys, admission.call(), observations);
        }
        return local.look(keys);
    }

    private static void check(List<GateKey> keys, GateVerdict verdict) {
        if (verdict.kind() != Kind.PASSED) {
            throw refusal(
                    keys.get(verdict.key()),
                    verdict.waitMillis(),
                    verdict.kind() == Kind.BLOCKED ? THROTTLED : NEAR_LIMIT);
        }
    }

    private static Throttled refusal(GateKey key, long waitMillis, String state) {
        String sentence = "Nothing was sent to Meta: " + key.sentence() + " " + state + ", for another "
                + Math.max(1, (waitMillis + 999) / 1000) + " s.";
        return new Throttled(sentence, null, new Throttle(key.scope(), Duration.ofMillis(waitMillis)));
    }
}
