package campaigns;

import calls.ApiCall;
import campaigns.BudgetChanges.Reservation;
import clients.Scope;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.FieldError;
import failures.Rejected;
import failures.Wait;
import graph.Extra;
import graph.GraphRequest;
import idempotency.IdempotencyKeys;
import org.jboss.logging.Logger;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Changes of campaigns, ad sets, ads and creatives. The object is read first: it must belong to the client, and only
 * differences are sent. Changes are idempotent, so a lost answer needs no intent: the caller retries.
 */
@Singleton
public class Changes {

    private static final Logger LOG = Logger.getLogger(Changes.class);

    /** Fields that Meta does not return under the same name. */
    private static final Set<String> NOT_READ = Set.of(
            "client_id",
            "creative_id",
            Extra.FIELD,
            Change.TARGETING_PATCH,
            "budget_schedule_specs",
            Amounts.OF_AD_SETS);

    /** Fields that decide how much an object may spend. Lists of budgets count as more, whatever they hold. */
    private static final List<String> SPENDING = List.of(
            "daily_budget",
            "lifetime_budget",
            "spend_cap",
            "daily_spend_cap",
            "lifetime_spend_cap",
            "budget_schedule_specs",
            Amounts.OF_AD_SETS);

    private final ObjectMapper mapper;
    private final IdempotencyKeys keys;
    private final BudgetChanges budgets;

    @Inject
    public Changes(ObjectMapper mapper, IdempotencyKeys keys, BudgetChanges budgets) {
        this.mapper = mapper;
        this.keys = keys;
        this.budgets = budgets;
    }

    /** Checks the rules that do not depend on the object. */
    public void check(ApiCall call, String kind) {
        call.about(call.parameter(kind + "_id"));
        ChangeRules.check(kind, call.body());
    }

    /** Claims the Idempotency-Key, if there is one. */
    public void begin(ApiCall call) throws SQLException, IOException {
        if (!call.isDryRun()) {
            keys.claim(call);
        }
    }

    /** Reads the object. */
    public void read(ApiCall call, String kind) {
        String fields = Stream.concat(
                        Stream.of(AdObjects.FIELDS.get(kind).split(",")),
                        call.body().properties().stream()
                                .map(field -> field.getKey())
                                .filter(field -> !NOT_READ.contains(field)))
                .distinct()
                .collect(Collectors.joining(","));
        call.ask(GraphRequest.read(call.account(), call.objectId(), fields));
    }

    /** Compares the request with the object, and counts a change of a budget. */
    public void decide(ApiCall call, String kind) throws SQLException {
        JsonNode current = call.answer();
        checkScope(call, current);
        ChangeRules.checkState(call.body(), current);
        ChangeRules.checkResult(kind, call.body(), current);
        Change change = Change.of(call.body(), current);
        call.note(change);
        if (change.isNothing() || call.isDryRun() && kind.equals("creative")) {
            reply(call);
        } else if (!call.isDryRun()) {
            call.note(budgets.reserve(change.adSetsOfBudgets(kind, call.objectId())));
        }
    }

    /** A higher budget of an active object needs the scope of an activation. */
    private static void checkScope(ApiCall call, JsonNode current) {
        if (call.scope().may(Scope.ACTIVATE) || !current.path("status").asText().equals("ACTIVE")) {
            return;
        }
        List<FieldError> raised = SPENDING.stream()
                .filter(field -> raises(field, call.body().path(field), current.path(field)))
                .map(field -> FieldError.atPointer(
                        "/" + field, "lets an active object spend more, which needs the scope 'activate'"))
                .toList();
        if (!raised.isEmpty()) {
            throw Scope.ACTIVATE.missing(raised);
        }
    }

    /** A cap that the object does not have yet lowers what it may spend. */
    private static boolean raises(String field, JsonNode asked, JsonNode present) {
        if (asked.isArray()) {
            return true;
        }
        boolean isNewCap = !Change.BUDGETS.contains(field) && present.asLong() == 0;
        return !isNewCap && asked.asLong() > present.asLong();
    }

    /** Sends the change; in a dry run Meta only checks it (Meta docs, "Ad Set": {@code validate_only}). */
    public void send(ApiCall call) {
        GraphRequest update = GraphRequest.update(
                call.account(), call.objectId(), call.noted(Change.class).parameters());
        call.ask(call.isDryRun() ? update.with("execution_options", List.of("validate_only")) : update);
    }

    /** After a failure: removes the count of a change that was not made, and explains the failure to the caller. */
    public void failed(ApiCall call, Exception failure) throws Exception {
        Reservation reservation = call.noted(Reservation.class);
        if (reservation != null && (failure instanceof Rejected || failure instanceof Wait)) {
            try {
                budgets.giveBack(reservation);
            } catch (SQLException e) {
                LOG.warnf("The count of a budget change that was not made could not be removed: %s", e.getMessage());
            }
        }
        throw ChangeRefusals.explained(failure);
    }

    /** Answers with the changes; in a dry run with those that would be made. */
    public void reply(ApiCall call) {
        Change change = call.noted(Change.class);
        ObjectNode answer = mapper.createObjectNode().put("id", call.objectId());
        change.changed().forEach(answer.putArray("changed")::add);
        answer.put("restarts_review", change.restartsReview());
        answer.set("restarts_learning", mapper.valueToTree(change.restartsLearning()));
        if (call.isDryRun()) {
            answer.put("valid", true);
        }
        call.reply(answer);
    }
}
