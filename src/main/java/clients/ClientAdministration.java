package clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.Conflict;
import failures.FieldError;
import failures.Kind;
import failures.NotFound;
import failures.Rejected;

import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The administrator's operations on clients and their keys. A change is visible in this process at once, in others when
 * their caches expire.
 */
@Singleton
public class ClientAdministration {

    private static final String CLIENT_ID = "client_id";
    private static final String TOKEN_REF = "token_ref";

    private static final List<String> AS_THEY_ARE = List.of(
            CLIENT_ID,
            "ad_account_id",
            "page_id",
            "page_ids",
            "instagram_user_id",
            "instagram_user_ids",
            TOKEN_REF,
            "callback_url",
            "enabled",
            "token_status",
            "token_status_reason");
    private static final List<String> TIMES = List.of("token_status_at", "created_at", "updated_at");

    private final ClientRepository repository;
    private final Clients clients;
    private final ApiKeyCache keys;
    private final ObjectMapper mapper;
    private final Tokens tokens;
    private final ClientsConfig config;

    @Inject
    public ClientAdministration(
            ClientRepository repository,
            Clients clients,
            ApiKeyCache keys,
            ObjectMapper mapper,
            Tokens tokens,
            ClientsConfig config) {
        this.repository = repository;
        this.clients = clients;
        this.keys = keys;
        this.mapper = mapper;
        this.tokens = tokens;
        this.config = config;
    }

    public ObjectNode list() throws SQLException {
        ObjectNode answer = mapper.createObjectNode();
        ArrayNode list = answer.putArray("clients");
        repository.rows().forEach(row -> list.add(view(row)));
        return answer;
    }

    /**
     * Creates the client of the request.
     *
     * @throws Conflict if its id exists
     * @throws Rejected if there is no token at its {@code token_ref}
     */
    public ObjectNode create(ObjectNode request) throws SQLException {
        String clientId = request.path(CLIENT_ID).asText();
        return repository
                .insert(settings(clientId, request))
                .map(this::view)
                .orElseThrow(() -> new Conflict("The client '" + clientId + "' already exists."));
    }

    /**
     * @throws NotFound if there is no such client
     */
    public ObjectNode get(String clientId) throws SQLException {
        return repository.row(clientId).map(this::view).orElseThrow(() -> unknown(clientId));
    }

    /**
     * Replaces the client.
     *
     * @throws NotFound if there is no such client
     * @throws Rejected if the body names another client than the path, or there is no token at its {@code token_ref}
     */
    public ObjectNode set(String clientId, ObjectNode request) throws SQLException {
        ObjectNode view =
                repository.update(settings(clientId, request)).map(this::view).orElseThrow(() -> unknown(clientId));
        clients.forget(clientId);
        return view;
    }

    /**
     * Disables a client.
     *
     * @throws Conflict if it has unfinished jobs
     * @throws NotFound if there is no such client
     */
    public void disable(String clientId) throws SQLException {
        String outcome = repository.disable(clientId);
        clients.forget(clientId);
        checkDisabled(outcome, clientId);
    }

    static void checkDisabled(String outcome, String clientId) {
        if (outcome.equals("busy")) {
            throw new Conflict("The client '" + clientId
                    + "' has unfinished jobs. Cancel them, or wait until they end."
                    + " With enabled=false it accepts no new ones.");
        }
        if (!outcome.equals("disabled")) {
            throw unknown(clientId);
        }
    }

    /**
     * Creates a key. Its secret is only in this answer.
     *
     * @throws NotFound if there is no such client
     */
    public ObjectNode createKey(String clientId, ObjectNode request) throws SQLException {
        NewApiKey settings = NewApiKey.of(request, config);
        if (settings.expiresAt() != null && settings.expiresAt().isBefore(Instant.now())) {
            throw new Rejected(
                    Kind.INVALID_REQUEST,
                    "The key would open nothing.",
                    List.of(FieldError.atPointer("/expires_at", "is in the past")));
        }
        PlainKey key = PlainKey.generate();
        ApiKey made = repository.insertKey(clientId, key, settings).orElseThrow(() -> unknown(clientId));
        ObjectNode answer = mapper.createObjectNode().put("key_id", key.keyId()).put("key", key.text());
        describe(made, answer);
        return answer;
    }

    /** Adds the key's scopes, limits, rates and expiry. */
    private static void describe(ApiKey key, ObjectNode json) {
        json.put("name", key.name()).put("source", key.source());
        ArrayNode scopes = json.putArray("scopes");
        key.scopes().stream().sorted().map(Scope::word).forEach(scopes::add);
        json.set("limits", key.limits());
        json.put("calls_per_minute", key.callsPerMinute())
                .put("creates_per_minute", key.createsPerMinute())
                .put("expires_at", time(key.expiresAt()));
    }

    /**
     * A client's keys, without their secrets.
     *
     * @throws NotFound if there is no such client
     */
    public ObjectNode listKeys(String clientId) throws SQLException {
        get(clientId);
        ObjectNode answer = mapper.createObjectNode();
        ArrayNode list = answer.putArray("keys");
        for (ApiKey key : repository.keys(clientId)) {
            ObjectNode item = list.addObject().put("key_id", key.keyId());
            describe(key, item);
            item.put("created_at", time(key.createdAt()))
                    .put("last_used_at", time(key.lastUsedAt()))
                    .put("revoked_at", time(key.revokedAt()));
        }
        return answer;
    }

    /**
     * Revokes a client's key; this process rejects it at once.
     *
     * @throws NotFound if the client has no such key
     */
    public void revokeKey(String clientId, String keyId) throws SQLException {
        if (!repository.revokeKey(clientId, keyId)) {
            throw new NotFound("The client has no key '" + keyId + "'.");
        }
        keys.forget(keyId);
    }

    private ClientSettings settings(String clientId, ObjectNode request) {
        if (request.has(CLIENT_ID) && !request.path(CLIENT_ID).asText().equals(clientId)) {
            throw invalid(CLIENT_ID, "must be the client in the path");
        }
        ClientSettings settings = ClientSettings.of(clientId, request);
        tokens.fault(settings.tokenRef()).ifPresent(fault -> {
            throw invalid(TOKEN_REF, fault);
        });
        return settings;
    }

    private static Rejected invalid(String field, String fault) {
        return new Rejected(Kind.INVALID_REQUEST, "Invalid client.", List.of(FieldError.atPointer("/" + field, fault)));
    }

    private static NotFound unknown(String clientId) {
        return new NotFound(Clients.unknown(clientId));
    }

    private ObjectNode view(JsonNode row) {
        ObjectNode view = mapper.createObjectNode();
        AS_THEY_ARE.forEach(field -> view.set(field, row.path(field)));
        TIMES.forEach(field -> view.put(
                field,
                row.path(field).isNull()
                        ? null
                        : time(OffsetDateTime.parse(row.path(field).asText()).toInstant())));
        return view;
    }

    /** RFC 3339 in UTC, to the millisecond; null stays null. */
    private static String time(Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
