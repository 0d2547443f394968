package clients;

import database.Database;
import database.Statement;

import java.sql.SQLException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The token status in rows of {@code clients}. */
@Singleton
public class TokenRepository {

    private static final Statement SELECT_STATE = Statement.named("select-token-state");
    private static final Statement NOTE_ACCEPTED = Statement.named("note-token-accepted");
    private static final Statement NOTE_REJECTED = Statement.named("note-token-rejected");

    private final Database database;

    @Inject
    public TokenRepository(Database database) {
        this.database = database;
    }

    public TokenState state(String clientId) throws SQLException {
        return database.run(SELECT_STATE)
                .with("client_id", clientId)
                .json(TokenState.class)
                .orElse(TokenState.UNKNOWN);
    }

    /** Meta accepted the token. The flag is only cleared if it is still the one that was read. */
    public void accepted(String clientId, String tokenRef, String knownFingerprint) throws SQLException {
        database.run(NOTE_ACCEPTED)
                .with("client_id", clientId)
                .with("token_ref", tokenRef)
                .with("known_fingerprint", knownFingerprint)
                .update();
    }

    /** Meta rejected a token. All clients with this token are flagged. */
    public void rejected(String tokenRef, String fingerprint, String reason) throws SQLException {
        database.run(NOTE_REJECTED)
                .with("token_ref", tokenRef)
                .with("fingerprint", fingerprint)
                .with("reason", reason)
                .update();
    }
}
