package graph;

import clients.Account;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import settings.MappedConfig;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Fixtures shared by the tests of this package. */
public final class GraphFixtures {

    public static final ObjectMapper MAPPER = new ObjectMapper().registerModule(new JavaTimeModule());
    public static final Account ACCOUNT = new Account("act_1", "77", null, "ENV:TOKEN");
    public static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private GraphFixtures() {}

    public static GraphConfig config(String... namesAndValues) {
        List<String> all = new ArrayList<>(List.of("endpoint", "http:meta", "picture-endpoint", "http:picture"));
        all.addAll(List.of(namesAndValues));
        return MappedConfig.of(GraphConfig.class, all.toArray(String[]::new));
    }

    public static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    public static ObjectNode object(String text) {
        return (ObjectNode) json(text);
    }

    public static GraphRequest create() {
        return GraphRequest.create(ACCOUNT, "campaigns", Map.of("name", "Spring"));
    }

    public static GraphRequest read() {
        return GraphRequest.read(ACCOUNT, "1", "id");
    }

    /** An open intent for a campaign {@code Spring}. */
    public static Intent intent(Creation.Kind kind, String parentId, Instant unsettledUntil, int lostAnswers) {
        return new Intent(
                "request:1",
                kind,
                "francisco",
                null,
                "act_1",
                parentId,
                "Spring",
                Labels.of("request:1", NOW).get(0),
                Intent.State.OPEN,
                null,
                unsettledUntil,
                lostAnswers,
                NOW,
                null,
                null);
    }
}
