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
 * Keeps to Meta's limits of an app, an ad account and a page. What any process learns of them from Meta's answers all of
 * them go by, through Redis; while Redis is away each goes by what it knows itself.
 *
 * <p>A call asks before it waits for a slot, so that whoever waits for a throttle holds none, and again just before it is
 * made if that took a while. What its answer says is taken in before the slot is given back. So when Meta begins to
 * refuse, those calls that are under way are refused, and no other.
 */
@Singleton
public class Governor {

    /** How long a job waits on the spot to be spaced out; longer, and it lets its worker go. */
    private static final Duration WORKER_PATIENCE = Duration.ofMillis(500);
    /** How long it stays true that a gate is open. */
    private static final long GOOD_FOR_MILLIS = 100;

    private static final String THROTTLED = "is throttled by Meta";
    private static final String NEAR_LIMIT = "has used up most of Meta's limit";

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
     * Lets a call through, now or after a short wait.
     *
     * @throws Throttled if Meta would refuse it, or if it would have to wait for longer than its caller can
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
     * Lets a call go on that had to wait for its turn.
     *
     * @throws Throttled if Meta has begun to refuse meanwhile
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
     * Takes in what an answer says that did what was asked.
     *
     * @return whether it says that a limit is used up so far that nobody calls for a while
     */
    boolean answered(Map<String, Object> headers, Admission admission) {
        Usage use = usage.read(headers);
        List<LimitObservation> observations = observations(admission.keys(), use, Outcome.PASSED, null);
        learn(admission, observations);
        return observations.stream().anyMatch(observation -> observation.percent() >= stopAt);
    }

    /**
     * Takes in what any other answer says, and what it means that none came.
     *
     * @return the failure, which in case of a throttle names the time for which this service waits
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

    /** Gives back the right to probe, if the call did not come to it; then another one may. */
    void giveBack(Admission admission) {
        if (admission.probe()) {
            learn(admission, Collections.nCopies(admission.keys().size(), LimitObservation.NONE));
        }
    }

    /** What is known of the limits for an account. */
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
        // What is throttled is not among the call's keys, such as the page of a call that names none.
        return indexOf(keys, Throttle.Scope.ACCOUNT);
    }

    private List<GateView> learn(Admission admission, List<LimitObservation> observations) {
        List<GateKey> keys = admission.keys();
        boolean urgent = admission.probe() || observations.stream().anyMatch(observation -> observation.stops(stopAt));
        if (urgent) {
            // At once, for the calls of this process that wait for this one's slot.
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
