package clients;

import failures.Kind;
import failures.NotFound;
import failures.Rejected;

import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Finds clients. Rows are cached briefly, to save a query per call. Missing clients are not cached, so a new client is
 * usable at once.
 */
@Singleton
public class Clients {

    private static final int MOST = 10_000;

    private final ClientRepository repository;
    private final ExpiringCache<String, Client> known;

    @Inject
    public Clients(ClientRepository repository, ClientsConfig config) {
        this.repository = repository;
        this.known = new ExpiringCache<>(MOST, config.lifetime(), Clock.systemUTC());
    }

    /**
     * Returns a client that may have new work.
     *
     * @param inBody true if the request's body named it, rather than its path or query
     * @throws Rejected if it is disabled, or the body names an unknown client
     * @throws NotFound if there is no such client
     */
    public Client active(String clientId, boolean inBody) throws SQLException {
        Optional<Client> found = known.get(clientId);
        if (found.isEmpty()) {
            found = repository.client(clientId);
            found.ifPresent(client -> known.put(clientId, client));
        }
        return check(found, clientId, inBody);
    }

    static Client check(Optional<Client> found, String clientId, boolean inBody) {
        Client client = found.orElseThrow(() -> inBody
                ? Rejected.field(Kind.INVALID_REQUEST, "client_id", unknown(clientId))
                : new NotFound(unknown(clientId)));
        if (!client.enabled()) {
            throw new Rejected(Kind.FORBIDDEN, "The client '" + clientId + "' is disabled.");
        }
        return client;
    }

    /** Removes a changed client from the cache. */
    public void forget(String clientId) {
        known.remove(clientId);
    }

    /** The message for an unknown client. */
    static String unknown(String clientId) {
        return "There is no client '" + clientId + "'.";
    }
}
