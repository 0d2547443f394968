package clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.Set;

/**
 * A key as the administrator requests it. Omitted rates come from the settings ({@link ClientsConfig}); 0 means no
 * limit. A key that is requested with an empty body has no rate, so programs that already create their keys in this way
 * keep their throughput.
 *
 * @param limits tighter ones than the client's, or null
 */
record NewApiKey(
        String name,
        String source,
        Set<Scope> scopes,
        Instant expiresAt,
        JsonNode limits,
        Integer callsPerMinute,
        Integer createsPerMinute) {

    static NewApiKey of(ObjectNode request, ClientsConfig config) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        boolean plain = request.isEmpty();
        request.path("scopes").forEach(scope -> scopes.add(Scope.named(scope.asText())));
        return new NewApiKey(
                request.path("name").asText(null),
                request.path("source").asText(null),
                request.has("scopes") ? scopes : Scope.OF_NEW_KEYS,
                request.path("expires_at").isTextual()
                        ? OffsetDateTime.parse(request.path("expires_at").asText())
                                .toInstant()
                        : null,
                request.get("limits"),
                rate(request.path("calls_per_minute").asInt(plain ? 0 : config.keyCalls())),
                rate(request.path("creates_per_minute").asInt(plain ? 0 : config.keyCreates())));
    }

    private static Integer rate(int perMinute) {
        return perMinute == 0 ? null : perMinute;
    }
}
