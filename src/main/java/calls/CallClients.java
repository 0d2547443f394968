package calls;

import clients.AdvertisedIdentities;
import clients.Client;
import clients.Clients;
import org.jboss.logging.MDC;

import java.sql.SQLException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Finds the client that a call is made for, and holds the call against what the client may advertise for. */
@Singleton
public class CallClients {

    /** The field of log lines that names the client. */
    private static final String LOG_FIELD = "client_id";

    private final Clients clients;
    private final AdvertisedIdentities identities;

    @Inject
    public CallClients(Clients clients, AdvertisedIdentities identities) {
        this.clients = clients;
        this.identities = identities;
    }

    /**
     * Finds the client that the request names; from here on the log names it too.
     *
     * @throws failures.Failure if there is none, or it is disabled
     */
    public void find(ApiCall call) throws SQLException {
        act(call, call.namedClient(), call.body() != null);
    }

    /** The same for a client that something else names, such as a job. */
    public void find(ApiCall call, String clientId) throws SQLException {
        act(call, clientId, false);
    }

    private void act(ApiCall call, String clientId, boolean inBody) throws SQLException {
        MDC.put(LOG_FIELD, clientId);
        call.atEnd(() -> MDC.remove(LOG_FIELD));
        Client client = clients.active(clientId, inBody);
        call.actFor(client);
    }

    /** Lets a request pass that names no page but the client's. */
    public void checkPages(ApiCall call) {
        identities.checkPages(call.client(), call.body());
    }

    /** Lets a request pass whose Instagram account is no other client's. */
    public void checkInstagram(ApiCall call) throws SQLException {
        identities.checkInstagram(call.client(), call.body());
    }
}
