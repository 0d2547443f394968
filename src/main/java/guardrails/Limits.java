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
 * The limits that hold for a call: those of its client and those of its key. Both hold, so a key's can only be tighter.
 *
 * @param owner whose they are, for people: {@code client} or {@code key}
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
     * Lets a call pass whose limits on money are about the client's present ad account.
     *
     * @throws Conflict if they are about another, whose currency may be another
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

    /** The fault of a create without an Idempotency-Key, where one is required. */
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

    /** The fault of a call that sets a whole launch active, which is not weighed against all that is active. */
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

    /** The name of what is counted for it. */
    String counter(ApiCall call) {
        return owner.equals("client")
                ? "client:" + call.clientId()
                : "key:" + call.scope().keyId();
    }
}
