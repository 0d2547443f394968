package http;

import clients.KeyScope;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.FieldError;
import failures.Kind;
import http.Operation.ClientId;

import java.util.List;
import java.util.Map;

/**
 * Binds a request to the clients that its key may act for. Routes therefore always find {@code client_id} filled in and
 * permitted.
 */
final class ClientBinding {

    private static final String CLIENT_ID = "client_id";

    private final KeyScope scope;

    ClientBinding(KeyScope scope) {
        this.scope = scope;
    }

    /**
     * Fills in the client where the request names none and its key belongs to one.
     *
     * @param parameters the parameters of the call; changed
     * @param request the body, or null; changed
     * @param errors receives an error if a client must be named
     * @throws ProblemException if the key may not act for the named client: 404 in the path, as for one that does not
     *     exist, else 403
     */
    void bind(Operation operation, Map<String, String> parameters, ObjectNode request, List<FieldError> errors) {
        ClientId place = operation.clientId();
        if (place == ClientId.PATH) {
            if (!scope.covers(parameters.get(CLIENT_ID))) {
                throw ProblemException.of(Kind.NOT_FOUND, "There is no client '" + parameters.get(CLIENT_ID) + "'.");
            }
        } else if (place == ClientId.BODY) {
            if (request != null) {
                bindBody(operation, request, errors);
            }
        } else if (place != ClientId.NOWHERE) {
            bindQuery(place, parameters, errors);
        }
    }

    private void bindBody(Operation operation, ObjectNode request, List<FieldError> errors) {
        if (!request.has(CLIENT_ID)) {
            if (scope.isAdmin()) {
                boolean form =
                        operation.body().filter(Operation.Body::isMultipart).isPresent();
                errors.add(
                        form
                                ? FieldError.ofField(CLIENT_ID, "is required")
                                : FieldError.atPointer("/" + CLIENT_ID, "is required"));
            } else {
                request.put(CLIENT_ID, scope.clientId());
            }
        } else if (request.path(CLIENT_ID).isTextual()) {
            check(request.path(CLIENT_ID).textValue());
        }
    }

    private void bindQuery(ClientId place, Map<String, String> parameters, List<FieldError> errors) {
        String named = parameters.get(CLIENT_ID);
        if (named != null) {
            check(named);
        } else if (!scope.isAdmin()) {
            parameters.put(CLIENT_ID, scope.clientId());
        } else if (place == ClientId.QUERY) {
            errors.add(FieldError.ofField(CLIENT_ID, "is required"));
        }
    }

    private void check(String clientId) {
        if (!scope.covers(clientId)) {
            throw ProblemException.of(Kind.FORBIDDEN, "The key belongs to another client.");
        }
    }
}
