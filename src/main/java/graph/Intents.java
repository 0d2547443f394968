package graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import graph.GraphException.LostAnswer;
import graph.GraphException.OutcomeUnknown;
import graph.GraphException.Transient;
import io.quarkus.arc.Unremovable;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Decides how an object is made exactly once although answers get lost: write the intent down, create with a label,
 * and where the outcome is unknown look for the object by its label until it can no longer appear; only then create
 * again.
 */
@Singleton
@Unremovable
public class Intents {

    private final ObjectMapper mapper;
    private final GraphConfig config;

    @Inject
    public Intents(ObjectMapper mapper, GraphConfig config) {
        this.mapper = mapper;
        this.config = config;
    }

    /** The key of an intent that nobody comes back to. */
    public String newKey() {
        return "request:" + UUID.randomUUID();
    }

    /** The parameters of {@code open-intent.sql}. */
    public Map<String, Object> open(@Variable("creation") Creation creation) {
        Map<String, Object> row = new HashMap<>();
        row.put("intent_key", creation.key());
        row.put("kind", creation.kind().sql());
        row.put("client_id", creation.clientId());
        row.put("job_id", creation.jobId() == null ? null : creation.jobId().toString());
        row.put("ad_account_id", creation.request().account().adAccountId());
        row.put("parent_id", creation.parentId());
        row.put("name", creation.name());
        row.put("labels", "{" + String.join(",", Labels.of(creation.key(), Instant.now())) + "}");
        row.put("settle_seconds", seconds(config.settleAfterClose()));
        return row;
    }

    /** The intent in a row's JSON. */
    public Intent read(String row) throws JsonProcessingException {
        return mapper.readValue(row, Intent.class);
    }

    /** Whether there is still something to do. */
    public boolean isOpen(@Variable("intent") Intent intent) {
        return intent.state() == Intent.State.OPEN;
    }

    /** Whether the object has to be looked for. */
    public boolean isUnsettled(@Variable("intent") Intent intent) {
        return intent.isUnsettled();
    }

    /** How often the object was looked for since the last create. */
    public int noLookUps() {
        return 0;
    }

    /** One more. */
    public int oneLookUpMore(@Variable("lookUps") int before) {
        return before + 1;
    }

    /** Whether the object was looked for after the settle time: what had not appeared by then will not. */
    public boolean isSettled(@Variable("intent") Intent intent, @Variable("search") LookUp.Search search) {
        return !search.begunAt().isBefore(intent.unsettledUntil());
    }

    /** Whether the caller waits on the spot; a job lets its worker go instead. */
    public boolean canWait(@Variable("caller") Caller caller) {
        return caller.role() == Caller.Role.API && !caller.isLate(Instant.now());
    }

    /** The create with its label among those that the caller wants. */
    public GraphRequest labelled(@Variable("creation") Creation creation, @Variable("intent") Intent intent) {
        List<Object> labels = new ArrayList<>();
        if (creation.request().fields().get("adlabels") instanceof JsonNode wanted) {
            wanted.forEach(labels::add);
        }
        labels.add(Map.of("name", intent.label()));
        return creation.request().with("adlabels", labels);
    }

    /** The parameters of statements that hold only for the intent as it was read. */
    public Map<String, Object> asRead(@Variable("intent") Intent intent) {
        return intent.asRead();
    }

    /** The parameters of {@code settle-intent.sql}, from Meta's answer to the create. */
    public Map<String, Object> settle(@Body JsonNode answer, @Variable("intent") Intent intent) {
        return Map.of(
                "intent_key", intent.intentKey(), "object_id", answer.path("id").asText());
    }

    /**
     * The parameters of {@code note-lost-answer.sql}: how long the object may still appear. What Meta answered with an
     * error it has done or not done by then; the wait is only the back-off before the next try.
     */
    public Map<String, Object> lostAnswer(
            @ExchangeException OutcomeUnknown failure, @Variable("intent") Intent intent) {
        return Map.of(
                "intent_key",
                intent.intentKey(),
                "settle_seconds",
                seconds(settleTime(failure.lost(), intent.lostAnswers())));
    }

    Duration settleTime(LostAnswer lost, int lostAnswers) {
        return switch (lost) {
            case ANSWERED -> backOff(lostAnswers);
            case CLOSED, UNCLEAR -> config.settleAfterClose();
            case TIMED_OUT -> config.settleAfterTimeout();
        };
    }

    private Duration backOff(int tries) {
        Duration delay = config.redeliveryDelay().multipliedBy(1L << Math.min(tries, 20));
        return delay.compareTo(config.maxRedeliveryDelay()) < 0 ? delay : config.maxRedeliveryDelay();
    }

    /** Whether no answer to a create was lost so far. */
    public boolean isUntried(@Variable("intent") Intent intent) {
        return intent.lostAnswers() == 0;
    }

    /** Whether the create was lost as often as a call may be tried again. */
    public boolean isExhausted(@Variable("intent") Intent intent) {
        return intent.lostAnswers() > config.redeliveries();
    }

    /** What Meta said instead of what became of the create, or null if it said nothing. */
    public GraphError error(@ExchangeException OutcomeUnknown failure) {
        return failure.error();
    }

    /**
     * The failure that remains when the create never came through and nothing of it exists.
     *
     * @param lastError what Meta said to the last try, or null
     */
    public void giveUp(@Variable("intent") Intent intent, @Variable("lastError") GraphError lastError) {
        throw new Transient(
                "Meta did not create the " + intent.kind().sql() + " in " + intent.lostAnswers() + " tries.",
                lastError,
                null);
    }

    /**
     * The wait before a look-up, in milliseconds: none before the first one after a create; then until the settle time
     * is over, a second at most. It grows with each look-up, so that processes that change the same intent in turn do
     * not make each other look without pause.
     */
    public long lookUpDelayMillis(@Variable("intent") Intent intent, @Variable("lookUps") int before) {
        if (before == 0) {
            return 0;
        }
        long least = Math.min(1000, 50L << Math.min(before - 1, 5));
        long left = Duration.between(Instant.now(), intent.unsettledUntil()).toMillis();
        return Math.max(least, Math.min(1000, left));
    }

    /** What a caller is told when it cannot wait until the outcome is known. */
    public void leaveUnsettled(@Variable("intent") Intent intent) {
        throw new UnsettledException(intent);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
