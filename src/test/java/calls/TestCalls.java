package calls;

import clients.Client;
import clients.KeyScope;
import clients.Scope;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import graph.Caller;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** API calls for tests of other packages. */
public final class TestCalls {

    private TestCalls() {}

    /** A call of the client {@code francisco} with the ad account {@code act_1}, with the administrator's key. */
    public static ApiCall call(String operation, String body, Map<String, String> parameters) {
        ApiCall call = new ApiCall(
                new Caller(Caller.Role.API, Instant.now().plusSeconds(60)),
                new ApiRequest(
                        operation,
                        200,
                        "/v1/test",
                        parameters,
                        body == null ? null : json(body),
                        false,
                        Map.of(),
                        KeyScope.ADMIN,
                        Scope.CREATE,
                        true));
        call.actFor(new Client(
                "francisco", "act_1", "77", null, "ENV:TOKEN", true, Set.of(), Set.of(), null, null, null, null));
        return call;
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
