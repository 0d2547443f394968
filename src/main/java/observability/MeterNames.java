package observability;

/**
 * Names and labels of the service's own meters, in Micrometer's notation; Prometheus shows {@code creative.graph.calls}
 * as {@code creative_graph_calls_seconds_*}. Every label has few values, which are known beforehand. Clients, accounts,
 * jobs and objects are never labels, because their number is unbounded.
 */
public final class MeterNames {

    /** Unfinished jobs, a gauge by {@link #TYPE}, {@link #STATUS} and {@link #WAITING_FOR}. */
    public static final String JOBS = "creative.jobs";
    /** Jobs that a worker could take now, a gauge. */
    public static final String JOBS_DUE = "creative.jobs.due";
    /** How long the oldest due job has been due, a gauge in seconds; zero if there is none. */
    public static final String JOBS_OLDEST_DUE = "creative.jobs.oldest.due";
    /** Time from a job's acceptance to its end, a timer by {@link #TYPE} and {@link #STATUS}. */
    public static final String JOBS_ENDED = "creative.jobs.ended";
    /** Runs of a job's step, a timer by {@link #TYPE}, {@link #STEP} and {@link #OUTCOME}. */
    public static final String JOB_STEPS = "creative.job.steps";

    /** Wake-ups in the queue that are not yet acknowledged, a gauge. */
    public static final String QUEUE_LENGTH = "creative.queue.length";
    /** Wake-ups delivered to a worker and not yet acknowledged, a gauge. */
    public static final String QUEUE_PENDING = "creative.queue.pending";

    /** Calls that were sent to Meta, a timer by {@link #OPERATION} and {@link #OUTCOME}. */
    public static final String GRAPH_CALLS = "creative.graph.calls";
    /** Bytes of files that Meta accepted, a counter by {@link #OPERATION}. */
    public static final String GRAPH_UPLOADED = "creative.graph.uploaded";
    /** How long calls waited before they were sent, a timer by {@link #REASON}. */
    public static final String GRAPH_WAITS = "creative.graph.waits";
    /** Calls that were not sent, a counter by {@link #REASON}. */
    public static final String GRAPH_HELD_BACK = "creative.graph.held.back";
    /** Calls that were sent again, a counter. */
    public static final String GRAPH_REDELIVERIES = "creative.graph.redeliveries";
    /** The circuit breaker for Meta, a gauge by {@link #STATE}: one for the current state, zero for the others. */
    public static final String GRAPH_BREAKER = "creative.graph.breaker";
    /** Calls to Meta in progress in this process, a gauge by {@link #ROLE}. */
    public static final String GRAPH_SLOTS_USED = "creative.graph.slots.used";
    /** Maximum number of concurrent calls to Meta in this process, a gauge by {@link #ROLE}. */
    public static final String GRAPH_SLOTS_LIMIT = "creative.graph.slots.limit";

    /** Creates with unknown outcome, a gauge. */
    public static final String INTENTS_OPEN = "creative.intents.open";
    /** Deleted duplicates, objects that a create had made twice, a counter. */
    public static final String SURPLUS_DELETED = "creative.surplus.deleted";
    /** Clients whose token Meta has rejected, a gauge. */
    public static final String CLIENTS_REJECTED = "creative.clients.token.rejected";
    /** Rejections of a token by Meta, a counter. */
    public static final String TOKENS_REJECTED = "creative.tokens.rejected";
    /** Calls answered with the stored answer of their Idempotency-Key, a counter. */
    public static final String IDEMPOTENT_REPLAYS = "creative.idempotency.replays";
    /** Requests rejected because of a limit, a counter by {@link #LIMIT} and {@link #CAUSE}. */
    public static final String API_REFUSED = "creative.api.refused";
    /** Attempts to deliver a webhook, a timer by {@link #OUTCOME}. */
    public static final String WEBHOOKS = "creative.webhooks";

    /** A job's type, such as {@code video_creative}. */
    public static final String TYPE = "type";
    /** A job's status. */
    public static final String STATUS = "status";
    /** What a job waits for, {@code nothing} if it does not wait. */
    public static final String WAITING_FOR = "waiting_for";
    /** A step of a job's type. */
    public static final String STEP = "step";
    /** How it ended. */
    public static final String OUTCOME = "outcome";
    /** A {@link graph.GraphOperation}. */
    public static final String OPERATION = "operation";
    /** What a call waited for, or why it was not sent. */
    public static final String REASON = "reason";
    /** A state of the circuit breaker: {@code closed}, {@code open}, {@code half_open}. */
    public static final String STATE = "state";
    /** {@code api} or {@code worker}. */
    public static final String ROLE = "role";

    /** A {@link shares.SharedLimit}. */
    public static final String LIMIT = "limit";
    /** {@code share} if the caller's share was used up, {@code total} if the limit of all callers was reached. */
    public static final String CAUSE = "cause";

    private MeterNames() {}
}
