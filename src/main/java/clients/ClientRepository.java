package clients;

import com.fasterxml.jackson.databind.node.ObjectNode;
import database.Database;
import database.Statement;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The rows of clients and their keys. */
@Singleton
public class ClientRepository {

    private static final Statement SELECT_CLIENT = Statement.named("select-client");
    private static final Statement SELECT_CLIENTS = Statement.named("select-clients");
    private static final Statement INSERT_CLIENT = Statement.named("insert-client");
    private static final Statement UPDATE_CLIENT = Statement.named("update-client");
    private static final Statement DISABLE_CLIENT = Statement.named("disable-client");
    private static final Statement SELECT_INSTAGRAM_OWNER = Statement.named("select-instagram-owner");
    private static final Statement SELECT_API_KEY = Statement.named("select-api-key");
    private static final Statement SELECT_API_KEYS = Statement.named("select-api-keys");
    private static final Statement SELECT_KEYS_IN_USE = Statement.named("select-keys-in-use");
    private static final Statement INSERT_API_KEY = Statement.named("insert-api-key");
    private static final Statement REVOKE_API_KEY = Statement.named("revoke-api-key");
    private static final Statement NOTE_API_KEY_USED = Statement.named("note-api-key-used");

    private static final String CLIENT_ID = "client_id";
    private static final String KEY_ID = "key_id";

    private final Database database;

    @Inject
    public ClientRepository(Database database) {
        this.database = database;
    }

    public Optional<Client> client(String clientId) throws SQLException {
        return database.run(SELECT_CLIENT).with(CLIENT_ID, clientId).json(Client.class);
    }

    /** All columns of a client's row. */
    public Optional<ObjectNode> row(String clientId) throws SQLException {
        return database.run(SELECT_CLIENT).with(CLIENT_ID, clientId).json(ObjectNode.class);
    }

    public List<ObjectNode> rows() throws SQLException {
        return database.run(SELECT_CLIENTS).jsonList(ObjectNode.class);
    }

    /** Returns the new row; empty if the id exists. */
    public Optional<ObjectNode> insert(ClientSettings client) throws SQLException {
        return write(INSERT_CLIENT, client);
    }

    /** Returns the changed row; empty if there is no such client. */
    public Optional<ObjectNode> update(ClientSettings client) throws SQLException {
        return write(UPDATE_CLIENT, client);
    }

    private Optional<ObjectNode> write(Statement statement, ClientSettings client) throws SQLException {
        return database.run(statement)
                .with(CLIENT_ID, client.clientId())
                .with("ad_account_id", client.adAccountId())
                .with("page_id", client.pageId())
                .with("page_ids", client.pageIds())
                .with("instagram_user_id", client.instagramUserId())
                .with("instagram_user_ids", client.instagramUserIds())
                .with("token_ref", client.tokenRef())
                .with("callback_url", client.callbackUrl())
                .with("enabled", client.enabled())
                .json(ObjectNode.class);
    }

    /** Disables a client. Returns the outcome: {@code disabled}, {@code busy} or {@code unknown}. */
    public String disable(String clientId) throws SQLException {
        return database.run(DISABLE_CLIENT)
                .with(CLIENT_ID, clientId)
                .first(row -> row.getString(1))
                .orElseThrow();
    }

    /** Returns true if the Instagram account belongs to another client. */
    public boolean isInstagramOfAnother(String clientId, String instagramUserId) throws SQLException {
        return database.run(SELECT_INSTAGRAM_OWNER)
                .with(CLIENT_ID, clientId)
                .with("instagram_user_id", instagramUserId)
                .first(row -> row.getString(1))
                .isPresent();
    }

    public Optional<ApiKey> key(String keyId) throws SQLException {
        return database.run(SELECT_API_KEY).with(KEY_ID, keyId).json(ApiKey.class);
    }

    /** A client's keys, newest first, including revoked ones. */
    public List<ApiKey> keys(String clientId) throws SQLException {
        return database.run(SELECT_API_KEYS).with(CLIENT_ID, clientId).jsonList(ApiKey.class);
    }

    /** Ids of keys that are not revoked, last used first. */
    public List<String> keysInUse() throws SQLException {
        return database.run(SELECT_KEYS_IN_USE).list(row -> row.getString(1));
    }

    /** Returns empty if there is no such client. */
    public Optional<ApiKey> insertKey(String clientId, PlainKey key, NewApiKey settings) throws SQLException {
        return database.run(INSERT_API_KEY)
                .with(CLIENT_ID, clientId)
                .with(KEY_ID, key.keyId())
                .with("secret_sha256", key.secretSha256())
                .with("name", settings.name())
                .with("source", settings.source())
                .with("scopes", settings.scopes().stream().map(Scope::word).toList())
                .with("expires_at", settings.expiresAt())
                .with(
                        "limits",
                        settings.limits() == null ? null : settings.limits().toString())
                .with("calls_per_minute", settings.callsPerMinute())
                .with("creates_per_minute", settings.createsPerMinute())
                .json(ApiKey.class);
    }

    /** Returns false if the client has no such key. */
    public boolean revokeKey(String clientId, String keyId) throws SQLException {
        return database.run(REVOKE_API_KEY)
                .with(CLIENT_ID, clientId)
                .with(KEY_ID, keyId)
                .first(row -> row.getString(1))
                .isPresent();
    }

    public void noteKeyUsed(String keyId) throws SQLException {
        database.run(NOTE_API_KEY_USED).with(KEY_ID, keyId).update();
    }
}
