package harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A random sequence of jobs, faults, cancels and retries: equal seeds and lengths give equal plans. A component has at
 * most one fault at a time; different components may fail together.
 */
final class FailurePlan {
    static final List<String> CLIENTS = List.of("client-1", "client-2", "client-3");

    private static final long LONGEST_GAP_MILLIS = 900;
    private static final int MOST_KIB = 200;

    /** A little longer than the lease, so that two workers run the same job when the frozen one continues. */
    private static final int FREEZE_MILLIS = 2200;

    private enum Thing {
        FIRST_WORKER,
        SECOND_WORKER,
        API,
        REDIS,
        POSTGRES,
        GRAPH_API,
        PROCESSING,
        CALLER
    }

    /** Each as often as it should be drawn. */
    private static final List<Thing> LOTS = List.of(
            Thing.FIRST_WORKER,
            Thing.FIRST_WORKER,
            Thing.SECOND_WORKER,
            Thing.SECOND_WORKER,
            Thing.API,
            Thing.REDIS,
            Thing.REDIS,
            Thing.REDIS,
            Thing.POSTGRES,
            Thing.POSTGRES,
            Thing.POSTGRES,
            Thing.GRAPH_API,
            Thing.GRAPH_API,
            Thing.GRAPH_API,
            Thing.GRAPH_API,
            Thing.GRAPH_API,
            Thing.GRAPH_API,
            Thing.GRAPH_API,
            Thing.PROCESSING,
            Thing.CALLER,
            Thing.CALLER,
            Thing.CALLER);

    private static final List<Map<String, Object>> EDGES = List.of(
            Map.of("method", "POST", "path", "/*/advideos", "upload_phase", "start"),
            Map.of("method", "POST", "path", "/*/advideos", "upload_phase", "transfer"),
            Map.of("method", "POST", "path", "/*/advideos", "upload_phase", "finish"),
            Map.of("method", "GET", "path", "/*"),
            Map.of("method", "GET", "path", "/*/thumbnails"),
            Map.of("method", "POST", "path", "/*/adimages"),
            Map.of("method", "POST", "path", "/*/adcreatives"),
            Map.of("method", "GET", "path", "/*/adcreatives"));

    /** {@code delay} is shorter than the response timeout and the settle time. */
    private static final List<Map<String, Object>> FAULTS = List.of(
            Map.of("action", "drop"),
            Map.of("action", "drop_after"),
            Map.of("action", "error", "status", 500),
            Map.of("action", "error_after", "status", 500),
            Map.of("action", "error_after", "status", 400, "error", Map.of("code", 2, "message", "Try again")),
            Map.of("action", "error", "status", 400, "error", Map.of("code", 17, "message", "User request limit")),
            Map.of("action", "delay", "delay_ms", 1000),
            Map.of("action", "delay", "delay_ms", 3000),
            // An empty success: the call was executed or not.
            Map.of("action", "answer"),
            Map.of("action", "answer_after"),
            // A short answer takes longer than the response timeout, but is never silent for that long.
            Map.of("action", "trickle", "delay_ms", 100));

    /** For transfers, with the same probability as the other faults. */
    private static final Map<String, Object> REPEATED_WINDOW = Map.of("action", "repeat_window");

    private static final List<String> BAD_OUTCOMES = List.of("error", "expired", "deleted");

    /**
     * A step of the plan.
     *
     * @param at time since the beginning
     * @param misfortune the fault of the cluster
     * @param wish the request of callers
     */
    record Step(Duration at, String what, Consumer<Sabotage> misfortune, Consumer<Callers> wish) {
        @Override
        public String toString() {
            return at.toMillis() + " ms: " + what;
        }
    }

    /**
     * A job to be created.
     *
     * @param bytes size of the video
     * @param keyed true if the caller sends an {@code Idempotency-Key}
     */
    record Order(String name, String clientId, long bytes, boolean keyed) {}

    private final Random random;
    private final long seed;
    private final List<Step> steps = new ArrayList<>();
    private final Map<Thing, Long> busyUntil = new EnumMap<>(Thing.class);
    private int orders;

    private FailurePlan(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** The steps of a plan, in order of time. */
    static List<Step> of(long seed, Duration length) {
        FailurePlan plan = new FailurePlan(seed);
        for (long at = 0; at < length.toMillis(); at += plan.random.nextLong(100, LONGEST_GAP_MILLIS)) {
            plan.order(at, 1 + plan.random.nextInt(2));
            plan.misfortune(at + plan.random.nextLong(LONGEST_GAP_MILLIS));
        }
        plan.steps.sort(Comparator.comparing(Step::at));
        return plan.steps;
    }

    private void order(long at, int jobs) {
        List<Order> ordered = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            long bytes = Clip.KIB * (1 + random.nextInt(MOST_KIB));
            ordered.add(new Order(
                    "seed-" + seed + "-job-" + ++orders,
                    CLIENTS.get(random.nextInt(CLIENTS.size())),
                    bytes,
                    random.nextBoolean()));
        }
        steps.add(new Step(
                Duration.ofMillis(at), "order " + ordered, sabotage -> {}, callers -> ordered.forEach(callers::ask)));
    }

    private void misfortune(long at) {
        Thing thing = LOTS.get(random.nextInt(LOTS.size()));
        if (busyUntil.getOrDefault(thing, 0L) > at) {
            return;
        }
        switch (thing) {
            case FIRST_WORKER -> worker(at, thing, 0);
            case SECOND_WORKER -> worker(at, thing, 1);
            case API -> {
                order(at, 3);
                once(at + random.nextLong(100), thing, 3000, "kill -9 of the API", Sabotage::killApi);
            }
            case REDIS -> redis(at);
            case POSTGRES -> postgres(at);
            case GRAPH_API -> graphApi(at);
            case PROCESSING -> processing(at);
            case CALLER -> caller(at);
        }
    }

    private void worker(long at, Thing thing, int slot) {
        String name = "worker " + slot;
        switch (random.nextInt(3)) {
            case 0 -> once(at, thing, 1500, "kill -9 of " + name, sabotage -> sabotage.killWorker(slot));
            case 1 -> once(at, thing, 1500, "SIGTERM to " + name, sabotage -> sabotage.terminateWorker(slot));
            default ->
                lasting(
                        at,
                        thing,
                        FREEZE_MILLIS + random.nextLong(1500),
                        "freeze " + name,
                        sabotage -> sabotage.freezeWorker(slot),
                        sabotage -> sabotage.thawWorker(slot));
        }
    }

    private void redis(long at) {
        long millis = 300 + random.nextLong(2500);
        switch (random.nextInt(4)) {
            case 0 ->
                once(at, Thing.REDIS, 0, "FLUSHALL", sabotage -> sabotage.cluster()
                        .flushRedis());
            case 1 ->
                lasting(
                        at,
                        Thing.REDIS,
                        millis,
                        "kill -9 of Redis",
                        sabotage -> sabotage.cluster().redis().kill(),
                        sabotage -> sabotage.cluster().redis().restart());
            case 2 ->
                lasting(
                        at,
                        Thing.REDIS,
                        millis,
                        "loss of Redis and its data",
                        sabotage -> sabotage.cluster().redis().kill(),
                        sabotage -> sabotage.cluster().redis().restartWithoutData());
            default ->
                lasting(
                        at,
                        Thing.REDIS,
                        millis,
                        "freeze Redis",
                        sabotage -> sabotage.cluster().redis().freeze(),
                        sabotage -> sabotage.cluster().redis().thaw());
        }
    }

    private void postgres(long at) {
        long millis = 300 + random.nextLong(2000);
        switch (random.nextInt(5)) {
            case 0 ->
                once(at, Thing.POSTGRES, 0, "cut all connections to PostgreSQL", sabotage -> sabotage.cluster()
                        .jobs()
                        .terminateConnections());
            case 1 ->
                lasting(
                        at,
                        Thing.POSTGRES,
                        millis,
                        "kill -9 of PostgreSQL",
                        sabotage -> sabotage.cluster().postgres().kill(),
                        sabotage -> sabotage.cluster().postgres().restart());
            case 2 ->
                lasting(
                        at,
                        Thing.POSTGRES,
                        millis,
                        "freeze PostgreSQL",
                        sabotage -> sabotage.cluster().postgres().freeze(),
                        sabotage -> sabotage.cluster().postgres().thaw());
            case 3 -> lasting(at, Thing.POSTGRES, millis, "lock jobs", Sabotage::lockJobs, Sabotage::unlockJobs);
            default ->
                lasting(
                        at,
                        Thing.POSTGRES,
                        millis,
                        "refuse connections to PostgreSQL",
                        Sabotage::refuseConnections,
                        sabotage -> sabotage.cluster().jobs().acceptConnections());
        }
    }

    private void graphApi(long at) {
        Map<String, Object> fault = new TreeMap<>(EDGES.get(random.nextInt(EDGES.size())));
        int kind = random.nextInt(FAULTS.size() + ("transfer".equals(fault.get("upload_phase")) ? 1 : 0));
        fault.putAll(kind < FAULTS.size() ? FAULTS.get(kind) : REPEATED_WINDOW);
        fault.put("skip", random.nextInt(4));
        // Some of them are sufficient to open the circuit breaker.
        fault.put("times", random.nextInt(6) == 0 ? 15 : 1 + random.nextInt(3));
        once(at, Thing.GRAPH_API, 0, "fault " + fault, sabotage -> sabotage.cluster()
                .sandbox()
                .fault(fault));
    }

    /** A video that Meta cannot process ends its job until it is retried. */
    private void processing(long at) {
        String outcome = BAD_OUTCOMES.get(random.nextInt(BAD_OUTCOMES.size()));
        lasting(
                at,
                Thing.PROCESSING,
                500 + random.nextLong(2500),
                "processing ends in " + outcome,
                sabotage -> sabotage.processingEndsIn(outcome),
                sabotage -> sabotage.processingEndsIn("ready"));
    }

    private void caller(long at) {
        int lot = random.nextInt(Integer.MAX_VALUE);
        boolean cancels = random.nextInt(3) > 0;
        steps.add(new Step(
                Duration.ofMillis(at),
                (cancels ? "cancel job number " : "retry job number ") + lot + " modulo all",
                sabotage -> {},
                callers -> {
                    if (cancels) {
                        callers.cancel(lot);
                    } else {
                        callers.retry(lot);
                    }
                }));
    }

    private void once(long at, Thing thing, long busyMillis, String what, Consumer<Sabotage> misfortune) {
        steps.add(new Step(Duration.ofMillis(at), what, misfortune, callers -> {}));
        busyUntil.put(thing, at + busyMillis);
    }

    private void lasting(
            long at, Thing thing, long millis, String what, Consumer<Sabotage> begin, Consumer<Sabotage> end) {
        once(at, thing, millis + 1, what, begin);
        steps.add(new Step(Duration.ofMillis(at + millis), "end of: " + what, end, callers -> {}));
    }
}
