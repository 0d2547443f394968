package campaigns;

import calls.ApiCall;
import calls.BudgetText;
import calls.CallClients;
import clients.Account;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.Failure;
import failures.Findings;
import failures.Warning;
import graph.Creation;
import graph.Difference;
import graph.GraphRequest;
import idempotency.IdempotencyKeys;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Creates campaigns, ad sets and ads: checks, intent and answer. */
@Singleton
public class Creates {

    /** Builds a create from a request. */
    @FunctionalInterface
    private interface Specification {
        Creation of(ObjectNode request, String clientId, Account account, String key);
    }

    private static final Map<String, Specification> SPECIFICATIONS = Map.of(
            "createCampaign", Hierarchy::campaign,
            "createAdSet", Hierarchy::adSet,
            "createAd", Hierarchy::ad);

    private static final String TARGETING = "targeting";

    private final CallClients clients;
    private final IdempotencyKeys keys;

    @Inject
    public Creates(CallClients clients, IdempotencyKeys keys) {
        this.clients = clients;
        this.keys = keys;
    }

    /** The currencies in a request, by the pointer of the amount. */
    private record Currencies(Map<String, String> byPointer) {}

    /** Converts amounts to Meta's numbers, and checks the rules that do not depend on the time. */
    public void check(ApiCall call) {
        call.note(new Currencies(Amounts.currencies(call.body())));
        call.reword(Amounts.inUnits(call.body()));
        Hierarchy.checkExtra(call.operation(), call.body());
        Preflight.check(call.operation(), call.body());
        Findings findings = new Findings(false);
        PlacementRules.warn(call.body().path(TARGETING), findings);
        call.note(new Remarks(findings.warnings(), List.of()));
    }

    /**
     * The parts of an answer besides the id.
     *
     * @param warnings possible problems of the object
     * @param differences values that differ from the request
     */
    private record Remarks(List<Warning> warnings, List<Difference> differences) {

        Remarks and(Warning warning) {
            return new Remarks(
                    Stream.concat(warnings.stream(), Stream.of(warning)).toList(), differences);
        }
    }

    /** Returns true if the account's currency must be known. */
    public boolean namesCurrencies(ApiCall call) {
        return !call.noted(Currencies.class).byPointer().isEmpty();
    }

    /** Checks that amounts are in the account's currency. */
    public void checkCurrencies(ApiCall call) {
        Amounts.check(call.noted(Currencies.class).byPointer(), call.noted(AdAccount.class));
    }

    /**
     * Claims the Idempotency-Key, if there is one, and checks the client's pages and rules that depend on the time.
     * These may have changed since an earlier run started, so a resumed run is not checked.
     */
    public void begin(ApiCall call) throws SQLException, IOException {
        Failure refusal = refusal(call);
        call.create(creation(call));
        if (!call.isDryRun()) {
            keys.claim(call, refusal == null);
        }
        if (call.isAnswered()) {
            return;
        }
        if (refusal != null && !call.isResumed()) {
            throw refusal;
        }
        if (!call.creation().key().equals(call.intentKey())) {
            call.create(creation(call));
        }
        if (!readsBack(call)) {
            call.replyCreated(id -> answer(call, id));
        }
    }

    /** Returns true if the placements of the new object must be read back, because Meta drops some without an error. */
    public boolean readsBack(ApiCall call) {
        return PlacementRules.areNamed(call.body().path(TARGETING));
    }

    /** Requests the effective placements. */
    public void readBack(ApiCall call) {
        call.ask(GraphRequest.read(call.account(), call.intent().objectId(), PlacementRules.fieldsInEffect()));
    }

    /** Compares the effective placements with the request. */
    public void compare(ApiCall call) {
        call.note(new Remarks(
                call.noted(Remarks.class).warnings(),
                PlacementRules.dropped(
                        call.body().path(TARGETING), call.answer().path(TARGETING))));
    }

    /** The effective placements could not be read. */
    public void unread(ApiCall call, Exception failure) {
        call.note(call.noted(Remarks.class)
                .and(new Warning(
                        "not-read-back", "The placements in effect could not be read: " + failure.getMessage())));
    }

    /** Answers with the new object. */
    public void created(ApiCall call) {
        call.reply(answer(call, call.intent().objectId()));
    }

    private static ObjectNode answer(ApiCall call, String id) {
        ObjectNode answer =
                JsonNodeFactory.instance.objectNode().put(call.creation().kind().sql() + "_id", id);
        Remarks remarks = call.noted(Remarks.class);
        if (!remarks.warnings().isEmpty()) {
            ArrayNode warnings = answer.putArray("warnings");
            remarks.warnings()
                    .forEach(warning ->
                            warnings.addObject().put("code", warning.code()).put("detail", warning.detail()));
        }
        if (!remarks.differences().isEmpty()) {
            ArrayNode differences = answer.putArray("differences");
            remarks.differences().forEach(difference -> differences
                    .addObject()
                    .put("path", difference.path())
                    .put("sent", difference.sent())
                    .put("read", difference.read()));
        }
        return withBudget(call, answer);
    }

    private Failure refusal(ApiCall call) {
        try {
            clients.checkPages(call);
            Preflight.checkTime(call.operation(), call.body());
            return null;
        } catch (Failure failure) {
            return failure;
        }
    }

    private static Creation creation(ApiCall call) {
        return SPECIFICATIONS.get(call.operation()).of(call.body(), call.clientId(), call.account(), call.intentKey());
    }

    /**
     * Has Meta check the create without executing it (Meta docs, "Ad Account, Ad Campaigns": {@code validate_only}). It
     * creates nothing, so it may be repeated and needs no label.
     */
    public void dryRun(ApiCall call) {
        GraphRequest create = call.creation().request();
        call.ask(GraphRequest.check(
                create.account(),
                call.creation().kind().edge(),
                create.with("execution_options", List.of("validate_only")).fields()));
    }

    /** Answers that Meta would accept it. */
    public void valid(ApiCall call) {
        call.replyOk(withBudget(call, JsonNodeFactory.instance.objectNode().put("valid", true)));
    }

    /** Adds the formatted budget to an answer, if it is known. */
    private static ObjectNode withBudget(ApiCall call, ObjectNode answer) {
        BudgetText budget = call.noted(BudgetText.class);
        return budget == null ? answer : answer.put("budget_display", budget.text());
    }
}
