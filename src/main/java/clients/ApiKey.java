package clients;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Set;

/**
 * A row of {@code api_keys}.
 *
 * @param keyId the public part of the key
 * @param clientId the client that the key belongs to
 * @param secretSha256 hash of the key's secret, in hexadecimal
 * @param name what it is for, or null
 * @param source who uses it, such as {@code agent}, or null
 * @param scopes what it may do
 * @param limits limits of the key in addition to the client's, or null
 * @param callsPerMinute maximum number of calls; null for no limit
 * @param createsPerMinute maximum number of creates among them; null for no limit
 * @param expiresAt when it expires; null if it does not
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
        String name,
        String source,
        Set<Scope> scopes,
        JsonNode limits,
        Integer callsPerMinute,
        Integer createsPerMinute,
        Instant expiresAt,
        Instant createdAt,
        Instant lastUsedAt,
        Instant revokedAt) {

    public ApiKey {
        scopes = scopes == null ? Scope.ALL : Set.copyOf(scopes);
        limits = limits == null || limits.isNull() ? null : limits;
    }

    /** Returns true if the key matches and is neither revoked nor expired. The comparison takes constant time. */
    public boolean isOpenedBy(PlainKey key) {
        boolean same = MessageDigest.isEqual(
                secretSha256.getBytes(StandardCharsets.US_ASCII),
                key.secretSha256().getBytes(StandardCharsets.US_ASCII));
        return same
                && revokedAt == null
                && (expiresAt == null || Instant.now().isBefore(expiresAt))
                && keyId.equals(key.keyId());
    }
}
