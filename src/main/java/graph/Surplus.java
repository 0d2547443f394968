package graph;

import clients.Account;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.Unremovable;
import org.apache.camel.Body;
import org.apache.camel.Variable;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Objects that were made once too often: by a process that was stopped inside a create, given up for dead, and went on.
 * They are found by the intent's label, as every object is, and deleted if no intent owns them.
 */
@Singleton
@Unremovable
public class Surplus {

    private final ObjectMapper mapper;
    private final ApiCallsConfig api;
    private final GraphConfig config;

    @Inject
    public Surplus(ObjectMapper mapper, ApiCallsConfig api, GraphConfig config) {
        this.mapper = mapper;
        this.api = api;
        this.config = config;
    }

    /** An intent that a duty took, from its row. */
    public Intent intent(@Body Map<String, Object> row) throws JsonProcessingException {
        return mapper.readValue((String) row.get("intent"), Intent.class);
    }

    /** The client of an intent that a duty took. */
    public String clientId(@Body Map<String, Object> row) throws JsonProcessingException {
        return mapper.readTree((String) row.get("intent")).path("client_id").asText();
    }

    /** The parameters of {@code take-intents-to-settle.sql}: calls that cannot be alive any more. */
    public Map<String, Object> leftOpen() {
        return Map.of(
                "idle_seconds",
                (double) api.deadline().plusSeconds(30).toSeconds(),
                "settle_seconds",
                config.settleAfterTimeout().toMillis() / 1000.0);
    }

    /** The parameters of {@code select-surplus-objects.sql}. */
    public Map<String, Object> candidates(@Variable("intent") Intent intent, @Variable("search") LookUp.Search search) {
        return Map.of(
                "intent_key", intent.intentKey(), "candidates", "{" + String.join(",", search.candidates()) + "}");
    }

    /**
     * The parameters of {@code delete-intents.sql}. While objects are looked for by the labels of a period, all its
     * intents are there, so that none of their objects is taken for somebody's.
     */
    public Map<String, Object> expired() {
        Duration least = Labels.PERIOD.multipliedBy(2);
        Duration wanted = config.intentRetention();
        return Map.of("retention_seconds", (double) (wanted.compareTo(least) < 0 ? least : wanted).toSeconds());
    }

    /** The objects that are to go. */
    public List<String> objects(@Body List<Map<String, Object>> rows) {
        return rows.stream().map(row -> (String) row.get("object_id")).toList();
    }

    /** Removes an object. */
    public GraphRequest delete(@Body String objectId, @Variable("account") Account account) {
        return GraphRequest.delete(account, objectId);
    }

    /** The parameters of {@code note-job-event.sql}. */
    public Map<String, Object> event(@Variable("intent") Intent intent, @Variable("objectId") String objectId) {
        Map<String, Object> row = new HashMap<>();
        row.put("job_id", intent.jobId() == null ? null : intent.jobId().toString());
        row.put("event", "surplus_deleted");
        row.put("detail", "A late " + intent.kind().sql() + " " + objectId + " of an earlier holder was deleted.");
        return row;
    }
}
