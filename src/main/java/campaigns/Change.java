package campaigns;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import graph.Extra;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The differences between an object and a request, and their effects. Values that Meta already has are not sent again,
 * so a repeated request changes nothing.
 *
 * @param parameters the parameters for Meta
 * @param changed the request's names of the fields that differ
 * @param restartsReview true if Meta reviews the ads again: after changes of creative, audience, goal and billing
 *     event, not of bid, budget and schedule (Meta docs, "Ad Review")
 * @param restartsLearning the effect on the learning phase
 */
record Change(Map<String, Object> parameters, List<String> changed, boolean restartsReview, Learning restartsLearning) {

    /** The effect of a change on the learning phase. */
    enum Learning {
        @JsonProperty("no")
        NO,
        @JsonProperty("possible")
        POSSIBLE,
        @JsonProperty("yes")
        YES
    }

    static final String TARGETING_PATCH = "targeting_patch";
    static final Set<String> BUDGETS = Set.of("daily_budget", "lifetime_budget");

    private static final String TARGETING = "targeting";
    private static final String CREATIVE_ID = "creative_id";
    private static final String STATUS = "status";
    private static final String AUTOMATION = "targeting_automation";
    private static final String ADVANTAGE = "advantage_audience";

    /** Meta adds the used placements to an audience that it returns, but does not accept them. */
    private static final String EFFECTIVE = "effective_";

    private static final Set<String> NOT_CHANGES = Set.of("client_id");
    private static final Set<String> REVIEWED = Set.of(TARGETING, "optimization_goal", "billing_event", CREATIVE_ID);
    private static final Set<String> LEARNED =
            Set.of(TARGETING, "optimization_goal", "promoted_object", "attribution_spec", CREATIVE_ID);

    /** Fields that do not affect delivery. All others may restart the learning phase. */
    private static final Set<String> NEVER_LEARNED = Set.of(
            "name",
            "dsa_beneficiary",
            "dsa_payor",
            "regional_regulated_categories",
            "regional_regulation_identities",
            "display_sequence");

    /** Meta checks these fields against each other in the request. */
    private static final Set<String> BID = Set.of("bid_strategy", "bid_amount", "bid_constraints");

    /** A budget may change by a fifth without a new learning phase. */
    private static final BigDecimal HARMLESS_STEP = new BigDecimal("0.20");

    /**
     * Compares a request with the object.
     *
     * @param request the fields to change, money as Meta's numbers
     * @param current the object, read just before
     */
    static Change of(ObjectNode request, JsonNode current) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        List<String> changed = new ArrayList<>();
        boolean review = false;
        Learning learning = Learning.NO;
        boolean bids = false;
        for (Map.Entry<String, JsonNode> given : request.properties()) {
            String name = given.getKey().equals(TARGETING_PATCH) ? TARGETING : given.getKey();
            JsonNode value = name.equals(TARGETING) ? targeting(request, current) : given.getValue();
            if (name.equals(Extra.FIELD)) {
                // Their effects are unknown, and so are the names under which Meta returns them.
                value.properties().forEach(member -> put(parameters, member.getKey(), member.getValue()));
                changed.add(name);
                learning = learning == Learning.YES ? learning : Learning.POSSIBLE;
                continue;
            }
            if (NOT_CHANGES.contains(name) || isSame(name, value, current)) {
                continue;
            }
            changed.add(name);
            put(parameters, name, value);
            review |= REVIEWED.contains(name);
            Learning needed = learning(name, value, current);
            learning = needed.compareTo(learning) > 0 ? needed : learning;
            bids |= BID.contains(name);
        }
        if (bids) {
            BID.stream().filter(request::has).forEach(name -> put(parameters, name, request.get(name)));
        }
        return new Change(parameters, changed, review, learning);
    }

    boolean isNothing() {
        return changed.isEmpty();
    }

    /**
     * Returns the ad sets whose budgets change; Meta allows few such changes per hour.
     *
     * @param kind the kind of the object
     * @param id the object's id
     */
    Set<String> adSetsOfBudgets(String kind, String id) {
        Set<String> adSets = new TreeSet<>();
        if (kind.equals("adset") && changed.stream().anyMatch(BUDGETS::contains)) {
            adSets.add(id);
        }
        if (parameters.get(Amounts.OF_AD_SETS) instanceof JsonNode budgets) {
            budgets.forEach(budget -> adSets.add(budget.path("adset_id").asText()));
        }
        return adSets;
    }

    /** The object with the request's fields applied. Setting one kind of budget removes the other. */
    static ObjectNode merged(ObjectNode request, JsonNode current) {
        ObjectNode merged = current.deepCopy();
        if (BUDGETS.stream().anyMatch(request::has)) {
            merged.remove(BUDGETS);
        }
        // Meta returns 0 for the kind of budget that the object does not have.
        BUDGETS.stream()
                .filter(budget -> merged.path(budget).asText().equals("0"))
                .forEach(merged::remove);
        request.properties().forEach(given -> {
            if (given.getValue().isNull()) {
                merged.remove(given.getKey());
            } else {
                merged.set(given.getKey(), given.getValue());
            }
        });
        if (request.has(TARGETING) || request.has(TARGETING_PATCH)) {
            merged.set(TARGETING, targeting(request, current));
            merged.remove(TARGETING_PATCH);
        }
        return merged;
    }

    /**
     * The audience of a request. Meta requires a choice of {@code advantage_audience}: without one in the request the
     * current one is kept.
     */
    private static JsonNode targeting(ObjectNode request, JsonNode current) {
        ObjectNode present =
                current.path(TARGETING).isObject() ? current.path(TARGETING).deepCopy() : request.objectNode();
        present.properties().removeIf(member -> member.getKey().startsWith(EFFECTIVE));
        JsonNode choice = present.path(AUTOMATION).path(ADVANTAGE);
        ObjectNode next = present;
        if (request.has(TARGETING)) {
            next = request.get(TARGETING).deepCopy();
        } else {
            for (Map.Entry<String, JsonNode> member :
                    request.get(TARGETING_PATCH).properties()) {
                if (member.getValue().isNull()) {
                    next.remove(member.getKey());
                } else {
                    next.set(member.getKey(), member.getValue());
                }
            }
        }
        if (!next.path(AUTOMATION).has(ADVANTAGE)) {
            next.withObjectProperty(AUTOMATION).set(ADVANTAGE, choice.isMissingNode() ? IntNode.valueOf(0) : choice);
        }
        return next;
    }

    private static boolean isSame(String name, JsonNode value, JsonNode current) {
        if (name.equals(CREATIVE_ID)) {
            return SameValue.is(value, current.path("creative").path("id"));
        }
        if (name.equals(TARGETING)) {
            ObjectNode present =
                    current.path(TARGETING).isObject() ? current.path(TARGETING).deepCopy() : null;
            if (present == null) {
                return false;
            }
            present.properties().removeIf(member -> member.getKey().startsWith(EFFECTIVE));
            return SameValue.isExactly(value, present);
        }
        return SameValue.is(value, current.path(name));
    }

    private static void put(Map<String, Object> parameters, String name, JsonNode value) {
        if (name.equals(CREATIVE_ID)) {
            parameters.put("creative", Map.of(CREATIVE_ID, value.asText()));
        } else if (value.isNull()) {
            // Meta docs, "Ad Account Adsets": end_time 0 is open-ended.
            parameters.put(name, 0);
        } else {
            parameters.put(name, value.isTextual() ? value.textValue() : value);
        }
    }

    private static Learning learning(String name, JsonNode value, JsonNode current) {
        if (LEARNED.contains(name)) {
            return Learning.YES;
        }
        boolean harmless = NEVER_LEARNED.contains(name)
                || BUDGETS.contains(name) && isSmallStep(value, current.path(name))
                || name.equals(STATUS) && !value.asText().equals("ACTIVE");
        return harmless ? Learning.NO : Learning.POSSIBLE;
    }

    private static boolean isSmallStep(JsonNode next, JsonNode present) {
        if (!present.asText().matches("[1-9][0-9]{0,18}")) {
            return false;
        }
        BigDecimal before = new BigDecimal(present.asText());
        BigDecimal step = next.decimalValue().subtract(before).abs();
        return step.compareTo(before.multiply(HARMLESS_STEP)) <= 0;
    }
}
