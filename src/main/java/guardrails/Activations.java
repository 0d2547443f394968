package guardrails;

import calls.ApiCall;
import clients.Account;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import failures.FieldError;
import failures.Kind;
import failures.Rejected;
import failures.Wait;
import graph.GraphRequest;
import io.quarkus.arc.Unremovable;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Checks the limits on the totals of an ad account, active budgets and active ads, before an object is set active. The
 * active objects are read from Meta, so objects that were created elsewhere count too; if Meta does not answer, nothing
 * is set active. Over all processes, one activation per account is checked at a time.
 */
@Singleton
@Unremovable
public class Activations {

    private static final String BUDGET = "budget.max_daily_total_active";
    private static final String ADS = "max_active_ads";
    private static final int PAGE = 500;
    /** Maximum number of pages: a larger account cannot have such a limit. */
    private static final int MOST_PAGES = 40;

    private final ActivationLocks locks;

    @Inject
    public Activations(ActivationLocks locks) {
        this.locks = locks;
    }

    /** A list to read: the active objects of the account, or the children of the object. */
    private record Edge(String path, boolean ads, boolean activeOnly) {}

    /** The objects read so far. */
    static final class Weighing {
        private final String objectId;
        private final Deque<Edge> edges = new ArrayDeque<>();
        private final Map<String, Long> budgets = new HashMap<>();
        private final Set<String> ads = new HashSet<>();
        private String after;
        private int pages;
        private boolean own;
        /** The call's own request, which the checks replace for a while. */
        private final GraphRequest request;

        private final JsonNode answer;

        private Weighing(ApiCall call) {
            this.objectId = call.objectId();
            this.request = call.request();
            this.answer = call.answer();
        }
    }

    /**
     * Objects that are set active together.
     *
     * @param budgets daily budgets by object
     * @param ads the ids of ads
     */
    record Planned(Map<String, Long> budgets, List<String> ads) {}

    /**
     * Returns true if the call may increase what is active or its budgets, and the client or the key has a limit on
     * such totals.
     */
    public boolean isToBeWeighed(ApiCall call) {
        return call.isUnanswered()
                && (call.noted(Planned.class) != null
                        || activates(call)
                        || call.body().has("daily_budget"))
                && Limits.of(call).stream()
                        .anyMatch(limits -> limits.json()
                                        .at("/budget/max_daily_total_active")
                                        .isNumber()
                                || limits.json().has(ADS));
    }

    private static boolean activates(ApiCall call) {
        return call.body().path("status").asText().equals("ACTIVE");
    }

    /**
     * Begins the check for the object in the call's path.
     *
     * @throws Wait if another activation of the account is being checked, or Redis does not answer
     */
    public void begin(ApiCall call) {
        call.atEnd(locks.take(call.account().adAccountId()));
        boolean campaign = call.parameter("campaign_id") != null;
        boolean ad = call.parameter("ad_id") != null;
        Weighing weighing = new Weighing(call);
        String account = call.account().adAccountId();
        weighing.edges.add(new Edge(account + "/campaigns", false, true));
        weighing.edges.add(new Edge(account + "/adsets", false, true));
        weighing.edges.add(new Edge(account + "/ads", true, true));
        Planned planned = call.noted(Planned.class);
        if (planned != null) {
            weighing.budgets.putAll(planned.budgets());
            weighing.ads.addAll(planned.ads());
            weighing.own = true;
            call.note(weighing);
            return;
        }
        if (campaign && activates(call)) {
            weighing.edges.add(new Edge(call.objectId() + "/adsets", false, false));
        }
        if (ad) {
            weighing.ads.add(call.objectId());
            weighing.own = true;
        } else if (activates(call)) {
            weighing.edges.add(new Edge(call.objectId() + "/ads", true, false));
        }
        call.note(weighing);
    }

    /** Returns true if more must be read. */
    public boolean hasMore(ApiCall call) {
        Weighing weighing = call.noted(Weighing.class);
        return !weighing.own || !weighing.edges.isEmpty();
    }

    /** Requests the object, then one page after another. */
    public void ask(ApiCall call) {
        Weighing weighing = call.noted(Weighing.class);
        Account account = call.account();
        if (!weighing.own) {
            call.ask(GraphRequest.read(account, weighing.objectId, "id,status,daily_budget"));
            return;
        }
        Edge edge = weighing.edges.peek();
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("fields", edge.ads ? "id,status" : "id,status,daily_budget");
        parameters.put("limit", PAGE);
        if (edge.activeOnly) {
            parameters.put("effective_status", List.of("ACTIVE"));
        }
        if (weighing.after != null) {
            parameters.put("after", weighing.after);
        }
        call.ask(GraphRequest.list(account, edge.path, parameters));
    }

    /**
     * Processes an answer.
     *
     * @throws Rejected if the account has too many objects
     */
    public void read(ApiCall call) {
        Weighing weighing = call.noted(Weighing.class);
        JsonNode answer = call.answer();
        if (!weighing.own) {
            weighing.own = true;
            if (activates(call) || answer.path("status").asText().equals("ACTIVE")) {
                weighing.budgets.put(
                        weighing.objectId,
                        Money.units(call.body().path("daily_budget"))
                                .map(BigDecimal::longValue)
                                .orElse(answer.path("daily_budget").asLong()));
            }
            return;
        }
        Edge edge = weighing.edges.peek();
        for (JsonNode object : answer.path("data")) {
            // Children with the status ACTIVE become effective when their paused parent is set active.
            if (edge.activeOnly || object.path("status").asText().equals("ACTIVE")) {
                if (edge.ads) {
                    weighing.ads.add(object.path("id").asText());
                } else {
                    weighing.budgets.putIfAbsent(
                            object.path("id").asText(),
                            object.path("daily_budget").asLong());
                }
            }
        }
        String after = answer.at("/paging/cursors/after").asText(null);
        weighing.after = answer.at("/paging/next").isTextual() ? after : null;
        if (weighing.after == null) {
            weighing.edges.remove();
        }
        if (++weighing.pages > MOST_PAGES) {
            throw new Rejected(
                    Kind.LIMIT_EXCEEDED,
                    "The ad account has more active objects than can be weighed (" + MOST_PAGES * PAGE
                            + "). Archive some, or have the limits on all that is active removed.");
        }
    }

    /**
     * Decides whether the object may be set active, and restores the call's own request.
     *
     * @throws Rejected if the account would exceed its limits
     */
    public void decide(ApiCall call) {
        Weighing weighing = call.noted(Weighing.class);
        call.ask(weighing.request);
        call.answered(weighing.answer);
        long total =
                weighing.budgets.values().stream().mapToLong(Long::longValue).sum();
        List<FieldError> faults = new ArrayList<>();
        for (Limits limits : Limits.of(call)) {
            JsonNode most = limits.json().at("/budget/max_daily_total_active");
            if (most.isNumber() && total > most.asLong()) {
                String currency = limits.json().path("currency").asText();
                faults.add(FieldError.atPointer(
                                "/status",
                                "with it " + Money.text(total, currency)
                                        + " / day are active in the ad account, above the " + limits.owner()
                                        + "'s limit of " + Money.text(most.asLong(), currency) + " / day")
                        .exceeding(BUDGET, LongNode.valueOf(most.asLong())));
            }
            JsonNode mostAds = limits.json().path(ADS);
            if (mostAds.isNumber() && weighing.ads.size() > mostAds.asInt()) {
                faults.add(FieldError.atPointer(
                                "/status",
                                "with it " + weighing.ads.size() + " ads are active in the ad account, above the "
                                        + limits.owner() + "'s limit of " + mostAds.asInt())
                        .exceeding(ADS, IntNode.valueOf(mostAds.asInt())));
            }
        }
        if (!faults.isEmpty()) {
            throw Guardrails.exceeded(faults);
        }
    }
}
