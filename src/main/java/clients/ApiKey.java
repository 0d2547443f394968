package clients;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;

/**
 * A row of {@code api_keys}.
 *
 * @param keyId the public part of the key
 * @param clientId the client that the key belongs to
 * @param secretSha256 hash of the key's secret, in hexadecimal
 * @param createdAt when it was created
 * @param lastUsedAt when it was last used, to about a minute; null if never
 * @param revokedAt when it was revoked; null if it is valid
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ApiKey(
        String keyId,
        String clientId,
        @JsonProperty("secret_sha256") String secretSha256,
        Instant createdAt,
        Instant lastUsedAt,
        Instant revokedAt) {

    /** Returns true if the key matches and is not revoked. The comparison takes constant time. */
    public boolean isOpenedBy(PlainKey key) {
        boolean same = MessageDigest.isEqual(
                secretSha256.getBytes(StandardCharsets.US_ASCII),
                key.secretSha256().getBytes(StandardCharsets.US_ASCII));
        return same && revokedAt == null && keyId.equals(key.keyId());
    }
}
