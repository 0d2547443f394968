package clients;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.Unremovable;
import org.apache.camel.Variable;

import java.util.Map;
import jakarta.inject.Singleton;

/** Finds the client that a call is made for. */
@Singleton
@Unremovable
public class Clients {

    private static final String CLIENT_ID = "client_id";

    /** The client that the request names: in its body, or as a parameter. */
    public String named(@Variable("request") JsonNode request, @Variable("parameters") Map<String, String> parameters) {
        return request == null
                ? parameters.get(CLIENT_ID)
                : request.path(CLIENT_ID).asText();
    }

    /**
     * Lets a call pass for a client that may have new work.
     *
     * @param client null if there is no such client
     * @throws UnknownClientException if there is none
     * @throws ClientDisabledException if new work is not accepted for it
     */
    public void check(
            @Variable("client") Client client,
            @Variable("clientId") String clientId,
            @Variable("request") JsonNode request) {
        if (client == null) {
            throw new UnknownClientException(clientId, request != null);
        }
        if (!client.enabled()) {
            throw new ClientDisabledException(clientId);
        }
    }
}
