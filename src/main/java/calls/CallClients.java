package calls;

import clients.AdvertisedIdentities;
import clients.Client;
import clients.Clients;
import io.quarkus.arc.All;
import org.jboss.logging.MDC;

import java.sql.SQLException;
import java.util.List;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Finds the client of a call, and checks the pages and accounts that the client may use. */
@Singleton
public class CallClients {

    /** The log field with the client's id. */
    private static final String LOG_FIELD = "client_id";

    private final Clients clients;
    private final AdvertisedIdentities identities;
    private final List<ClientRule> rules;

    @Inject
    public CallClients(Clients clients, AdvertisedIdentities identities, @All List<ClientRule> rules) {
        this.clients = clients;
        this.identities = identities;
        this.rules = rules;
    }

    /**
     * Finds the client that the request names, and adds it to the log.
     *
     * @throws failures.Failure if there is none, or it is disabled
     */
    public void find(ApiCall call) throws SQLException {
        act(call, call.namedClient(), call.body() != null);
    }

    /** Finds a client that is named by something else, such as a job. */
    public void find(ApiCall call, String clientId) throws SQLException {
        act(call, clientId, false);
    }

    private void act(ApiCall call, String clientId, boolean inBody) throws SQLException {
        MDC.put(LOG_FIELD, clientId);
        call.atEnd(() -> MDC.remove(LOG_FIELD));
        Client client = clients.active(clientId, inBody);
        call.actFor(client);
        rules.forEach(rule -> rule.check(call));
    }

    /** Checks that the request names only pages of the client. */
    public void checkPages(ApiCall call) {
        identities.checkPages(call.client(), call.body());
    }

    /** Checks that the request's Instagram account does not belong to another client. */
    public void checkInstagram(ApiCall call) throws SQLException {
        identities.checkInstagram(call.client(), call.body());
    }
}
