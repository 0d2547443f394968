package idempotency;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import graph.Intent;

import java.util.UUID;

/**
 * A row of {@code idempotency_keys}: a client's key, its request and the outcome.
 *
 * @param fingerprint the request's fingerprint ({@link Fingerprints})
 * @param intentKey the intent of the object; a job has intents of its own
 * @param owner the run that holds the key, or null
 * @param status status of the stored answer; 0 if none is stored, as for the next two
 * @param location {@code Location} of the stored answer, or null
 * @param answer body of the stored answer, verbatim
 * @param createBegun true if an earlier run of the request may have created its object
 * @param intent the intent that was written with a new key, or null
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public record IdempotencyRow(
        String clientId,
        String key,
        String fingerprint,
        String intentKey,
        State state,
        UUID owner,
        int status,
        String contentType,
        String location,
        String answer,
        boolean createBegun,
        Intent intent) {

    /** The state of the key. */
    public enum State {
        @JsonProperty("running")
        RUNNING,
        @JsonProperty("kept")
        KEPT
    }
}
