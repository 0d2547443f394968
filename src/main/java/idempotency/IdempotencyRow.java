package idempotency;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import graph.Intent;

import java.util.UUID;

/**
 * A row of {@code idempotency_keys}: a client's key, the request it stands for, and what came of it.
 *
 * @param fingerprint the request, as {@link Fingerprints} tells requests apart
 * @param intentKey the intent of the object that is being made; a job has intents of its own
 * @param owner the running request that has the key, or null
 * @param status the kept answer's status; 0 where none is kept, as with what follows
 * @param location the kept answer's {@code Location}, or null
 * @param answer the kept answer's body, to the letter
 * @param createBegun whether an earlier run of the request may have made its object
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

    /** Whether the request is still to be answered. */
    public enum State {
        @JsonProperty("running")
        RUNNING,
        @JsonProperty("kept")
        KEPT
    }
}
