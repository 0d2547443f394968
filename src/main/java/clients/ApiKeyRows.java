package clients;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Unremovable;
import org.apache.camel.Body;
import org.apache.camel.Variable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Between the rows of {@code api_keys}, {@link ApiKey} and what callers are told of keys. */
@Singleton
@Unremovable
public class ApiKeyRows {

    private final ObjectMapper mapper;

    @Inject
    public ApiKeyRows(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** The parameters of statements about one key. */
    public Map<String, Object> key(@Body String keyId) {
        return Map.of("key_id", keyId);
    }

    /** The key in a row's JSON. */
    public ApiKey read(String row) throws JsonProcessingException {
        return mapper.readValue(row, ApiKey.class);
    }

    /** A new key. */
    public PlainKey generate() {
        return PlainKey.generate();
    }

    /** The parameters of {@code insert-api-key.sql}. */
    public Map<String, Object> insertion(@Variable("clientId") String clientId, @Variable("newKey") PlainKey key) {
        return Map.of("client_id", clientId, "key_id", key.keyId(), "secret_sha256", key.secretSha256());
    }

    /**
     * The answer that shows a new key, this once.
     *
     * @param row the key's row, null if there is no such client
     * @throws UnknownClientException in that case
     */
    public ObjectNode created(
            @Body String row, @Variable("clientId") String clientId, @Variable("newKey") PlainKey key) {
        if (row == null) {
            throw new UnknownClientException(clientId, false);
        }
        return mapper.createObjectNode().put("key_id", key.keyId()).put("key", key.text());
    }

    /** The answer with a client's keys, without their secrets. */
    public ObjectNode list(@Body List<Map<String, Object>> rows) throws JsonProcessingException {
        ObjectNode answer = mapper.createObjectNode();
        ArrayNode keys = answer.putArray("keys");
        for (Map<String, Object> row : rows) {
            ApiKey key = read((String) row.get("key"));
            keys.addObject()
                    .put("key_id", key.keyId())
                    .put("created_at", time(key.createdAt()))
                    .put("last_used_at", time(key.lastUsedAt()))
                    .put("revoked_at", time(key.revokedAt()));
        }
        return answer;
    }

    /** The parameters of {@code revoke-api-key.sql}. */
    public Map<String, Object> revocation(@Variable("clientId") String clientId, @Variable("keyId") String keyId) {
        return Map.of("client_id", clientId, "key_id", keyId);
    }

    /**
     * Lets a revocation pass that found its key.
     *
     * @throws UnknownKeyException if there was none
     */
    public void checkRevoked(@Body String revoked, @Variable("keyId") String keyId) {
        if (revoked == null) {
            throw new UnknownKeyException(keyId);
        }
    }

    /** A time as callers see it: RFC 3339 in UTC, to the millisecond; null stays null. */
    static String time(Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
