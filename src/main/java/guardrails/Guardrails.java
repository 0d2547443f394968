package guardrails;

import calls.ApiCall;
import calls.ClientRule;
import clients.Client;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import failures.Conflict;
import failures.FieldError;
import failures.Kind;
import failures.Rejected;
import io.quarkus.arc.Unremovable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Checks every call that may change something: a frozen client may only pause, and a request must not exceed the limits
 * of its client and key. The same applies to dry runs.
 */
@Singleton
@Unremovable
public class Guardrails implements ClientRule {

    private final CreateCounts counts;

    @Inject
    public Guardrails(CreateCounts counts) {
        this.counts = counts;
    }

    @Override
    public void check(ApiCall call) {
        if (call.isRead() || GuardrailCalls.isAbout(call)) {
            return;
        }
        checkFrozen(call);
        List<FieldError> faults = new ArrayList<>();
        for (Limits limits : Limits.of(call)) {
            limits.checkAccount(call);
            faults.addAll(
                    LimitCheck.faults(call.body(), call.isForm(), call.mayCreate(), limits.json(), limits.owner()));
            limits.requireKey(call).ifPresent(faults::add);
            limits.requireWeighing(call).ifPresent(faults::add);
        }
        if (!faults.isEmpty()) {
            throw exceeded(faults);
        }
        if (call.mayCreate()) {
            count(call);
        }
        BudgetDisplay.of(call).ifPresent(call::note);
    }

    /** The rejection of a request that exceeds limits. */
    static Rejected exceeded(List<FieldError> faults) {
        return new Rejected(
                Kind.LIMIT_EXCEEDED,
                "The request exceeds limits. Stay within what each fault allows, or ask the administrator to change the limits.",
                faults);
    }

    private void count(ApiCall call) {
        for (Limits limits : Limits.of(call)) {
            JsonNode most = limits.json().path("max_creates_per_hour");
            if (most.isInt() && !counts.mayCreate(limits.counter(call), most.intValue(), call)) {
                throw exceeded(List.of(FieldError.atPointer(
                                "",
                                "the " + limits.owner() + " may create " + most.intValue()
                                        + " times an hour, which it has; wait, or ask the administrator")
                        .exceeding("max_creates_per_hour", IntNode.valueOf(most.intValue()))));
            }
        }
    }

    /**
     * Rejects a call of a frozen client, unless it only pauses.
     *
     * @throws Conflict if it is frozen
     */
    private static void checkFrozen(ApiCall call) {
        boolean pauses = call.body() != null
                && !call.mayCreate()
                && call.body().path("status").asText().equals("PAUSED")
                && call.body().properties().stream()
                        .map(Map.Entry::getKey)
                        .allMatch(Set.of("status", "client_id")::contains);
        if (!pauses) {
            checkFrozen(call.client());
        }
    }

    /** Rejects a frozen client. */
    static void checkFrozen(Client client) {
        if (client.frozenAt() != null) {
            throw new Conflict(
                    Kind.FROZEN,
                    "The client '" + client.clientId() + "' is frozen since " + client.frozenAt()
                            + (client.frozenReason() == null
                                    ? ""
                                    : ": " + client.frozenReason().strip())
                            + ". Reading and pausing are possible. POST /v1/clients/" + client.clientId()
                            + "/unfreeze ends it.");
        }
    }
}
