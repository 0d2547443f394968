package graph;

import clients.Account;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import java.time.Instant;
import java.util.UUID;

/**
 * A row of {@code intents}: something that was or is to be created, and what is known of it.
 *
 * @param label the ad label that the create carries, from a bounded set
 * @param objectId the object, once it is known
 * @param unsettledUntil until when an object whose answer was lost may still appear; null if none can
 * @param clientId the client it is made for
 * @param tokenRef where the client's token is; only of an intent that a task took
 * @param leaseLeft how many seconds of the lease of its job's holder are left; only where that holder has just opened it
 * @param lostAnswers how many creates ended without saying what they did
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

    /** What is known of the object. */
    public enum State {
        @JsonProperty("open")
        OPEN,
        @JsonProperty("settled")
        SETTLED,
        @JsonProperty("absent")
        ABSENT
    }

    /** The account it is made in; for looking up and deleting, which need no page. */
    public Account account() {
        return new Account(adAccountId, null, null, tokenRef);
    }

    /** Whether an object may exist that we do not know of, so that it must be looked for before creating. */
    public boolean isUnsettled() {
        return state == State.OPEN && unsettledUntil != null;
    }
}
