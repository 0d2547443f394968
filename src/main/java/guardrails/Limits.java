package guardrails;

import calls.ApiCall;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import failures.Conflict;
import failures.FieldError;
import failures.Kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The limits of a call: those of its client and those of its key. Both apply, so a key's limits can only be tighter.
 *
 * @param owner the owner of the limits, for messages: {@code client} or {@code key}
 */
record Limits(String owner, JsonNode json) {

    static List<Limits> of(ApiCall call) {
        List<Limits> all = new ArrayList<>();
        if (call.client().limits() != null) {
            all.add(new Limits("client", call.client().limits()));
        }
        if (call.scope().key() != null && call.scope().key().limits() != null) {
            all.add(new Limits("key", call.scope().key().limits()));
        }
        return all;
    }

    /**
     * Checks that limits on money were set for the client's current ad account.
     *
     * @throws Conflict if they were set for another one, whose currency may differ
     */
    void checkAccount(ApiCall call) {
        boolean stale = owner.equals("client")
                && json.has("budget")
                && !call.client().adAccountId().equals(call.client().limitsAccountId());
        if (stale) {
            throw new Conflict(
                    Kind.LIMITS_STALE,
                    "The client's limits on money are about the ad account "
                            + call.client().limitsAccountId()
                            + ", and the client now has " + call.client().adAccountId()
                            + ". The administrator has to set them again (PUT /v1/clients/" + call.clientId()
                            + "/limits).");
        }
    }

    /** The error of a create without an Idempotency-Key, if the limits require one. */
    Optional<FieldError> requireKey(ApiCall call) {
        boolean missing = json.path("require_idempotency_key").asBoolean()
                && call.mayCreate()
                && !call.isDryRun()
                && call.idempotencyKey() == null;
        return missing
                ? Optional.of(FieldError.ofField(ApiCall.IDEMPOTENCY_KEY, "is required by the " + owner + "'s limits")
                        .exceeding("require_idempotency_key", BooleanNode.TRUE))
                : Optional.empty();
    }

    /** The error of a call that activates a whole launch, for which limits on totals cannot be checked. */
    Optional<FieldError> requireWeighing(ApiCall call) {
        JsonNode most = json.at("/budget/max_daily_total_active");
        boolean limited = most.isNumber() || json.has("max_active_ads");
        return limited && call.operation().equals("activateLaunch")
                ? Optional.of(FieldError.atPointer(
                                "",
                                "a launch is not weighed against the " + owner
                                        + "'s limits on all that is active; set its campaign active by an approval, which is")
                        .exceeding(
                                most.isNumber() ? "budget.max_daily_total_active" : "max_active_ads",
                                most.isNumber() ? most : json.path("max_active_ads")))
                : Optional.empty();
    }

    /** The name of the owner's counter. */
    String counter(ApiCall call) {
        return owner.equals("client")
                ? "client:" + call.clientId()
                : "key:" + call.scope().keyId();
    }
}
