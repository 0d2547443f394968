package clients;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import java.time.Instant;

/**
 * What is known of a client's token.
 *
 * @param tokenStatusReason what Meta said when it rejected the token, else null
 * @param tokenStatusAt when the status was found out, or null
 * @param tokenFingerprint of the token that Meta rejected ({@link TokenFingerprint}), else null
 */
@JsonNaming(SnakeCaseStrategy.class)
public record TokenState(Status tokenStatus, String tokenStatusReason, Instant tokenStatusAt, String tokenFingerprint) {

    /** Of a client that was never heard of: nothing holds a call back. */
    public static final TokenState UNKNOWN = new TokenState(Status.UNKNOWN, null, null, null);

    /** Whether Meta takes the token. */
    public enum Status {
        @JsonProperty("unknown")
        UNKNOWN,
        @JsonProperty("ok")
        OK,
        @JsonProperty("rejected")
        REJECTED
    }

    /** Whether Meta rejected this very token. */
    public boolean rejects(String token) {
        return tokenStatus == Status.REJECTED
                && tokenFingerprint != null
                && TokenFingerprint.matches(tokenFingerprint, token);
    }
}
