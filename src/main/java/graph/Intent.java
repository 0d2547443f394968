package graph;

import clients.Account;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import java.time.Instant;
import java.util.UUID;

/**
 * A row of {@code intents}: an object to be created, and its state.
 *
 * @param label the ad label of the create, from a bounded set
 * @param objectId the object, once it is known
 * @param unsettledUntil until when an object whose answer was lost may still appear; null if none can
 * @param clientId the client of the object
 * @param tokenRef reference to the client's token; only in an intent that a task took
 * @param leaseLeft remaining seconds of the job's lease; only right after the job's holder opened the intent
 * @param lostAnswers number of creates whose answer was lost
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Intent(
        String intentKey,
        Creation.Kind kind,
        String clientId,
        UUID jobId,
        String adAccountId,
        String parentId,
        String name,
        String label,
        State state,
        String objectId,
        Instant unsettledUntil,
        int lostAnswers,
        Instant createdAt,
        String tokenRef,
        Double leaseLeft) {

    /** The state of the object. */
    public enum State {
        @JsonProperty("open")
        OPEN,
        @JsonProperty("settled")
        SETTLED,
        @JsonProperty("absent")
        ABSENT
    }

    /** The account of the object, without a page, which look-ups and deletes do not need. */
    public Account account() {
        return new Account(adAccountId, null, null, tokenRef);
    }

    /** Returns true if an unknown object may exist, so that it must be looked up before a create. */
    public boolean isUnsettled() {
        return state == State.OPEN && unsettledUntil != null;
    }
}
