package guardrails;

import clients.Client;
import database.Database;
import database.Statement;

import java.sql.SQLException;
import java.util.Optional;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Database access for the limits of clients, and for freezing. */
@Singleton
public class GuardrailRepository {

    private static final Statement SET_LIMITS = Statement.named("set-client-limits");
    private static final Statement FREEZE = Statement.named("freeze-client");
    private static final Statement UNFREEZE = Statement.named("unfreeze-client");

    private final Database database;

    @Inject
    public GuardrailRepository(Database database) {
        this.database = database;
    }

    /** Replaces the limits of a client, for its current ad account. Returns empty if there is no such client. */
    Optional<Client> setLimits(String clientId, String limits, String adAccountId) throws SQLException {
        return database.run(SET_LIMITS)
                .with("client_id", clientId)
                .with("limits", limits)
                .with("ad_account_id", adAccountId)
                .json(Client.class);
    }

    /** Freezes a client; one that is frozen already does not change. */
    Optional<Client> freeze(String clientId, String keyId, String reason) throws SQLException {
        return database.run(FREEZE)
                .with("client_id", clientId)
                .with("frozen_by", keyId)
                .with("reason", reason)
                .json(Client.class);
    }

    /** Unfreezes a client. */
    Optional<Client> unfreeze(String clientId) throws SQLException {
        return database.run(UNFREEZE).with("client_id", clientId).json(Client.class);
    }
}
