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
 * Finds clients. Those read lately are kept in mind, so that not every call costs a query; that there is none is not: a
 * new client counts at once.
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
     * A client that may have new work.
     *
     * @param inBody whether the request's body named it, rather than its path or query
     * @throws Rejected if new work is not accepted for it, or the body names one that there is not
     * @throws NotFound if there is none
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

    /** Reads the client again next time: it has been changed. */
    public void forget(String clientId) {
        known.remove(clientId);
    }

    /** What a caller learns of a client that there is not. */
    static String unknown(String clientId) {
        return "There is no client '" + clientId + "'.";
    }
}
