package clients;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import java.time.Instant;

/**
 * The known state of a client's token.
 *
 * @param tokenStatusReason Meta's message when it rejected the token, else null
 * @param tokenStatusAt when the status was determined, or null
 * @param tokenFingerprint fingerprint of the rejected token ({@link TokenFingerprint}), else null
 */
@JsonNaming(SnakeCaseStrategy.class)
public record TokenState(Status tokenStatus, String tokenStatusReason, Instant tokenStatusAt, String tokenFingerprint) {

    /** The state of an unknown client: calls are not blocked. */
    public static final TokenState UNKNOWN = new TokenState(Status.UNKNOWN, null, null, null);

    /** The token's status at Meta. */
    public enum Status {
        @JsonProperty("unknown")
        UNKNOWN,
        @JsonProperty("ok")
        OK,
        @JsonProperty("rejected")
        REJECTED
    }

    /** Returns true if Meta rejected this token. */
    public boolean rejects(String token) {
        return tokenStatus == Status.REJECTED
                && tokenFingerprint != null
                && TokenFingerprint.matches(tokenFingerprint, token);
    }
}
