package campaigns;

import calls.ApiCall;
import campaigns.BudgetChanges.Reservation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.Rejected;
import failures.Wait;
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
 * Changes of campaigns, ad sets, ads and creatives. The object is read first: it must be the client's own, and only what
 * differs is sent. Sending a change twice does no harm, so a lost answer needs no intent: the caller repeats the request.
 */
@Singleton
public class Changes {

    private static final Logger LOG = Logger.getLogger(Changes.class);

    /** What Meta returns under no field of this name. */
    private static final Set<String> NOT_READ = Set.of(
            "client_id", "creative_id", Change.TARGETING_PATCH, "budget_schedule_specs", "budget_rebalance_flag");

    private final ObjectMapper mapper;
    private final IdempotencyKeys keys;
    private final BudgetChanges budgets;

    @Inject
    public Changes(ObjectMapper mapper, IdempotencyKeys keys, BudgetChanges budgets) {
        this.mapper = mapper;
        this.keys = keys;
        this.budgets = budgets;
    }

    /** Checks what can be known of a request without the object. */
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

    /** Compares the request with the object; a change of a budget is counted. */
    public void decide(ApiCall call, String kind) throws SQLException {
        JsonNode current = call.answer();
        ChangeRules.checkState(call.body(), current);
        ChangeRules.checkResult(kind, call.body(), current);
        Change change = Change.of(call.body(), current);
        call.note(change);
        if (change.isNothing() || call.isDryRun() && kind.equals("creative")) {
            reply(call);
        } else if (kind.equals("adset") && change.changesBudget() && !call.isDryRun()) {
            call.note(budgets.reserve(call.objectId()));
        }
    }

    /** Sends the change, in a dry run for Meta to check it (Meta docs, "Ad Set": {@code validate_only}). */
    public void send(ApiCall call) {
        GraphRequest update = GraphRequest.update(
                call.account(), call.objectId(), call.noted(Change.class).parameters());
        call.ask(call.isDryRun() ? update.with("execution_options", List.of("validate_only")) : update);
    }

    /** After a failure: a change that was not made does not count, and the caller learns what to do. */
    public void failed(ApiCall call, Exception failure) throws Exception {
        Reservation reservation = call.noted(Reservation.class);
        if (reservation != null && (failure instanceof Rejected || failure instanceof Wait)) {
            try {
                budgets.giveBack(reservation);
            } catch (SQLException e) {
                LOG.warnf("A change of a budget that was not made stays counted: %s", e.getMessage());
            }
        }
        throw ChangeRefusals.explained(failure);
    }

    /** Answers with what was changed; in a dry run with what would be. */
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
