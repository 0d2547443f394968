package http;

import clients.KeyScope;
import clients.Scope;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.FieldError;
import failures.Rejected;

import java.util.List;

/**
 * Checks the scopes of a call's key: that of the operation before the body is read, and those of values in the body
 * once it is known. The contract names them ({@code x-scope}, {@code x-scope-when}).
 */
final class ScopeCheck {

    private ScopeCheck() {}

    /**
     * Checks the scope that the operation needs.
     *
     * @throws ProblemException if the key lacks it
     */
    static void check(Operation operation, KeyScope key) {
        if (!key.may(operation.scope())) {
            throw missing(operation.scope(), List.of());
        }
    }

    /**
     * Checks the scopes that values of the body need.
     *
     * @param body null where there is none
     * @throws ProblemException if the key lacks one
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
