package clients;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Unremovable;
import org.apache.camel.Body;
import org.apache.camel.Variable;

import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Sets clients, and shows them as they are set. */
@Singleton
@Unremovable
public class ClientAdministration {

    private static final String CLIENT_ID = "client_id";
    private static final String TOKEN_REF = "token_ref";
    private static final String CALLBACK_URL = "callback_url";
    private static final String PAGE_IDS = "page_ids";
    private static final String INSTAGRAM_USER_IDS = "instagram_user_ids";
    private static final String NONE = "[]";

    private static final List<String> AS_THEY_ARE = List.of(
            CLIENT_ID,
            "ad_account_id",
            "page_id",
            PAGE_IDS,
            "instagram_user_id",
            INSTAGRAM_USER_IDS,
            TOKEN_REF,
            CALLBACK_URL,
            "enabled",
            "token_status",
            "token_status_reason");

    private final ObjectMapper mapper;
    private final Tokens tokens;

    @Inject
    public ClientAdministration(ObjectMapper mapper, Tokens tokens) {
        this.mapper = mapper;
        this.tokens = tokens;
    }

    /** The client that a request to make one names. */
    public String newId(@Variable("request") JsonNode request) {
        return request.path(CLIENT_ID).asText();
    }

    /**
     * The parameters of {@code insert-client.sql} and {@code update-client.sql}. What the request leaves out is none, and
     * {@code enabled} is true.
     *
     * @throws InvalidClientException if the body names another client than the path, or no token is where it says
     */
    public Map<String, Object> row(@Variable("request") JsonNode request, @Variable("clientId") String clientId) {
        if (request.has(CLIENT_ID) && !request.path(CLIENT_ID).asText().equals(clientId)) {
            throw new InvalidClientException(CLIENT_ID, "is not the client of the path");
        }
        String tokenRef = request.path(TOKEN_REF).asText();
        tokens.fault(tokenRef).ifPresent(fault -> {
            throw new InvalidClientException(TOKEN_REF, fault);
        });
        Map<String, Object> row = new HashMap<>();
        row.put(CLIENT_ID, clientId);
        row.put("ad_account_id", request.path("ad_account_id").asText());
        row.put("page_id", request.path("page_id").asText());
        row.put("instagram_user_id", request.path("instagram_user_id").asText(null));
        row.put(PAGE_IDS, list(request.path(PAGE_IDS)));
        row.put(INSTAGRAM_USER_IDS, list(request.path(INSTAGRAM_USER_IDS)));
        row.put(TOKEN_REF, tokenRef);
        row.put(CALLBACK_URL, request.path(CALLBACK_URL).asText(null));
        row.put("enabled", request.path("enabled").asBoolean(true));
        return row;
    }

    /**
     * The answer with a client that was made.
     *
     * @param row null if there is one of that id
     * @throws ClientConflictException in that case
     */
    public ObjectNode created(@Body String row, @Variable("clientId") String clientId) throws JsonProcessingException {
        if (row == null) {
            throw new ClientConflictException("There is a client '" + clientId + "' already.");
        }
        return view(row);
    }

    /**
     * The answer with a client that the path names.
     *
     * @param row null if there is none
     * @throws UnknownClientException in that case
     */
    public ObjectNode found(@Body String row, @Variable("clientId") String clientId) throws JsonProcessingException {
        if (row == null) {
            throw new UnknownClientException(clientId, false);
        }
        return view(row);
    }

    /** The answer with all clients. */
    public ObjectNode list(@Body List<Map<String, Object>> rows) throws JsonProcessingException {
        ObjectNode answer = mapper.createObjectNode();
        ArrayNode clients = answer.putArray("clients");
        for (Map<String, Object> row : rows) {
            clients.add(view((String) row.get("client")));
        }
        return answer;
    }

    /**
     * Lets pass that a client was disabled.
     *
     * @param outcome of {@code disable-client.sql}
     * @throws ClientConflictException if it has unfinished jobs
     * @throws UnknownClientException if there is none
     */
    public void checkDisabled(@Body String outcome, @Variable("clientId") String clientId) {
        switch (outcome) {
            case "disabled" -> {
                // As wanted.
            }
            case "busy" ->
                throw new ClientConflictException(
                        "The client '" + clientId
                                + "' has jobs that are not finished. Cancel them, or wait; enabled=false stops new ones meanwhile.");
            default -> throw new UnknownClientException(clientId, false);
        }
    }

    private ObjectNode view(String json) throws JsonProcessingException {
        JsonNode row = mapper.readTree(json);
        ObjectNode view = mapper.createObjectNode();
        AS_THEY_ARE.forEach(field -> view.set(field, row.path(field)));
        List.of("token_status_at", "created_at", "updated_at").forEach(field -> view.put(field, time(row.path(field))));
        return view;
    }

    private static String list(JsonNode ids) {
        return ids.isArray() ? ids.toString() : NONE;
    }

    private static String time(JsonNode time) {
        return time.isNull()
                ? null
                : ApiKeyRows.time(OffsetDateTime.parse(time.asText()).toInstant());
    }
}
