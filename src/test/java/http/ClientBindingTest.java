package http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import clients.KeyScope;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.FieldError;
import failures.Kind;
import http.Operation.ClientId;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The client of a call, and clients that a key may not act for. */
class ClientBindingTest {

    private static final KeyScope FRANCISCO = KeyScope.of("francisco");

    private final Map<String, String> parameters = new HashMap<>();
    private final ObjectNode body = JsonNodeFactory.instance.objectNode();
    private final List<FieldError> errors = new ArrayList<>();

    @Test
    void aClientsKeyFillsInWhatIsLeftOut() {
        bind(FRANCISCO, ClientId.BODY);
        assertThat(body.path("client_id").asText()).isEqualTo("francisco");

        bind(FRANCISCO, ClientId.QUERY);
        assertThat(parameters).containsEntry("client_id", "francisco");

        parameters.clear();
        bind(FRANCISCO, ClientId.QUERY_FILTER);
        assertThat(parameters).containsEntry("client_id", "francisco");
        assertThat(errors).isEmpty();
    }

    @Test
    void theAdministratorsKeyHasToNameOneUnlessAllWillDo() {
        bind(KeyScope.ADMIN, ClientId.BODY);
        bind(KeyScope.ADMIN, ClientId.QUERY);
        bind(KeyScope.ADMIN, ClientId.QUERY_FILTER);

        assertThat(errors)
                .containsExactly(
                        FieldError.atPointer("/client_id", "is required"),
                        FieldError.ofField("client_id", "is required"));
        assertThat(parameters).isEmpty();
        assertThat(body).isEmpty();
    }

    @Test
    void theAdministratorsKeyReachesEveryClient() {
        parameters.put("client_id", "maria");
        body.put("client_id", "maria");

        for (ClientId place : ClientId.values()) {
            bind(KeyScope.ADMIN, place);
        }

        assertThat(errors).isEmpty();
    }

    @Test
    void anotherClientIsForbiddenInBodyAndQueryAndNotThereInThePath() {
        parameters.put("client_id", "maria");
        body.put("client_id", "maria");

        assertThat(refusal(ClientId.BODY)).isEqualTo(Kind.FORBIDDEN);
        assertThat(refusal(ClientId.QUERY)).isEqualTo(Kind.FORBIDDEN);
        assertThat(refusal(ClientId.QUERY_FILTER)).isEqualTo(Kind.FORBIDDEN);
        assertThat(refusal(ClientId.PATH)).isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void leavesWhatIsNoNameToTheContract() {
        body.put("client_id", 5);

        bind(FRANCISCO, ClientId.BODY);

        assertThat(body.path("client_id").asInt()).isEqualTo(5);
    }

    private Kind refusal(ClientId place) {
        return catchThrowableOfType(ProblemException.class, () -> bind(FRANCISCO, place))
                .problem()
                .kind();
    }

    private void bind(KeyScope scope, ClientId place) {
        Operation operation = new Operation(
                "call", "POST", List.of(), List.of(), 200, Set.of(), false, clients.Scope.READ, List.of(), place);
        new ClientBinding(scope).bind(operation, parameters, body, errors);
    }
}
