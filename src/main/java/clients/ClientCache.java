package clients;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.arc.Unremovable;
import org.apache.camel.Body;
import org.apache.camel.Variable;

import java.time.Clock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The clients that this process has read lately, so that not every call costs a query. That there is none is not kept:
 * a new client counts at once.
 */
@Singleton
@Unremovable
public class ClientCache {

    private static final int MOST = 10_000;

    private final ClientRows rows;
    private final ExpiringCache<String, Client> clients;

    @Inject
    ClientCache(ClientRows rows, ClientsConfig config) {
        this.rows = rows;
        this.clients = new ExpiringCache<>(MOST, config.lifetime(), Clock.systemUTC());
    }

    /** The client, or null if it has to be read. */
    public Client known(@Variable("clientId") String clientId) {
        return clients.get(clientId).orElse(null);
    }

    /**
     * Keeps the answer to {@code select-client.sql}.
     *
     * @param row the row's JSON, null if there is no such client
     * @return the client, or null
     */
    public Client remember(@Body String row, @Variable("clientId") String clientId) throws JsonProcessingException {
        if (row == null) {
            return null;
        }
        Client client = rows.read(row);
        clients.put(clientId, client);
        return client;
    }

    /** Reads the client anew next time: it has been changed. */
    public void forget(@Variable("clientId") String clientId) {
        clients.remove(clientId);
    }
}
