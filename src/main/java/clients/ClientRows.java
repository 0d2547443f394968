package clients;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.Unremovable;
import org.apache.camel.Variable;

import java.util.Map;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Between the rows of {@code clients} and {@link Client}. */
@Singleton
@Unremovable
public class ClientRows {

    private final ObjectMapper mapper;

    @Inject
    public ClientRows(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** The parameters of {@code select-client.sql}. */
    public Map<String, Object> key(@Variable("clientId") String clientId) {
        return Map.of("client_id", clientId);
    }

    /** The client in a row's JSON. */
    public Client read(String row) throws JsonProcessingException {
        return mapper.readValue(row, Client.class);
    }
}
