package http;

import clients.KeyScope;
import clients.Scope;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.FieldError;
import failures.Rejected;

import java.util.List;

/**
 * Holds a call against the scopes of its key: by its operation before the body is read, and by values of the body once
 * they are known; both before anything else is done for the call.
 */
final class ScopeCheck {

    private ScopeCheck() {}

    /**
     * Lets a call pass whose operation the key may make.
     *
     * @throws ProblemException if it may not
     */
    static void check(Operation operation, KeyScope key) {
        if (!key.may(operation.scope())) {
            throw missing(operation.scope(), List.of());
        }
    }

    /**
     * Lets a call pass whose values the key may ask for.
     *
     * @param body null where there is none
     * @throws ProblemException if it may not
     */
    static void check(Operation operation, ObjectNode body, boolean form, KeyScope key) {
        for (Operation.ScopeOfValue guarded : operation.scopesOfValues()) {
            if (body != null
                    && !key.may(guarded.scope())
                    && body.at(guarded.pointer()).asText().equals(guarded.value())) {
                String detail = "'" + guarded.value() + "' needs the scope '"
                        + guarded.scope().word() + "'";
                throw missing(
                        guarded.scope(),
                        List.of(
                                form
                                        ? FieldError.ofField(guarded.pointer().substring(1), detail)
                                        : FieldError.atPointer(guarded.pointer(), detail)));
            }
        }
    }

    private static ProblemException missing(Scope scope, List<FieldError> errors) {
        Rejected refusal = scope.missing(errors);
        return new ProblemException(Problem.of(refusal.kind(), refusal.getMessage())
                .withErrors(errors)
                .withMembers(refusal.members()));
    }
}
