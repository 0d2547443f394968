package clients;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.Unremovable;
import org.apache.camel.Body;
import org.apache.camel.Variable;

import java.util.Map;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Finds the client that a call is made for. */
@Singleton
@Unremovable
public class Clients {

    private static final String CLIENT_ID = "client_id";

    private final ClientRows rows;

    @Inject
    public Clients(ClientRows rows) {
        this.rows = rows;
    }

    /** The client that the request names: in its body, or as a parameter. */
    public String named(@Variable("request") JsonNode request, @Variable("parameters") Map<String, String> parameters) {
        return request == null
                ? parameters.get(CLIENT_ID)
                : request.path(CLIENT_ID).asText();
    }

    /**
     * The client in a row.
     *
     * @param row the row's JSON, null if there is no such client
     * @throws UnknownClientException if there is none
     * @throws ClientDisabledException if new work is not accepted for it
     */
    public Client known(@Body String row, @Variable("clientId") String clientId, @Variable("request") JsonNode request)
            throws JsonProcessingException {
        if (row == null) {
            throw new UnknownClientException(clientId, request != null);
        }
        Client client = rows.read(row);
        if (!client.enabled()) {
            throw new ClientDisabledException(clientId);
        }
        return client;
    }
}
