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
 * @param keyId the part of the key that is no secret
 * @param clientId whose calls it makes
 * @param secretSha256 of the key's secret, in hexadecimal
 * @param createdAt when it was made
 * @param lastUsedAt when it was last used, to about a minute; null if never
 * @param revokedAt since when it opens nothing; null if it does
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

    /** Whether this is the key, and it has not been revoked. How long it takes tells nothing of the secret. */
    public boolean isOpenedBy(PlainKey key) {
        boolean same = MessageDigest.isEqual(
                secretSha256.getBytes(StandardCharsets.US_ASCII),
                key.secretSha256().getBytes(StandardCharsets.US_ASCII));
        return same && revokedAt == null && keyId.equals(key.keyId());
    }
}
