package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Moves budgets between a campaign and its ad sets. {@code adset_budgets} replaces the campaign's budget by one for
 * each ad set. A new campaign budget removes the budgets of the ad sets. Meta docs, "Campaign Budget Optimization".
 */
final class CampaignBudgets {
    static final String NAME = "adset_budgets";

    private static final String AD_SET_ID = "adset_id";
    private static final List<String> BUDGETS = List.of(LabelledNodes.DAILY_BUDGET, LabelledNodes.LIFETIME_BUDGET);

    private CampaignBudgets() {}

    /** Checks the budgets that a change gives to ad sets. */
    static void check(ObjectNode changes, Entity campaign, List<Entity> adSets) {
        if (!changes.has(NAME)) {
            return;
        }
        if (!LabelledNodes.hasBudget(campaign.data())) {
            throw Refusal.parameter("adset_budgets needs a campaign with a budget of its own")
                    .blame(NAME);
        }
        Map<String, JsonNode> given = byAdSet(changes);
        Set<String> ids = Set.copyOf(adSets.stream().map(Entity::id).toList());
        if (!given.keySet().equals(ids)) {
            throw Refusal.parameter("adset_budgets must name each ad set of the campaign once")
                    .blame(NAME);
        }
        given.values().forEach(budgets -> {
            ObjectNode values = values(budgets);
            if (!LabelledNodes.hasBudget(values)) {
                throw Refusal.parameter("Each of adset_budgets needs daily_budget or lifetime_budget")
                        .blame(NAME);
            }
            LabelledNodes.checkBudgets(values);
        });
    }

    /** Moves the budgets, and leaves the campaign's own values in the change. */
    static void move(ObjectNode changes, Entity campaign, List<Entity> adSets, Store store) {
        boolean toCampaign = LabelledNodes.hasBudget(changes) && !LabelledNodes.hasBudget(campaign.data());
        if (changes.has(NAME)) {
            Map<String, JsonNode> given = byAdSet(changes);
            adSets.forEach(adSet -> adSet.change(values(given.get(adSet.id())), store.now()));
            changes.remove(NAME);
            BUDGETS.forEach(changes::putNull);
        } else if (toCampaign) {
            adSets.forEach(adSet -> {
                ObjectNode none = Json.object();
                BUDGETS.forEach(none::putNull);
                adSet.change(none, store.now());
            });
        }
    }

    private static Map<String, JsonNode> byAdSet(ObjectNode changes) {
        Map<String, JsonNode> given = new HashMap<>();
        changes.get(NAME).forEach(budgets -> given.put(budgets.path(AD_SET_ID).asText(), budgets));
        return given;
    }

    private static ObjectNode values(JsonNode budgets) {
        ObjectNode values = Json.object();
        BUDGETS.forEach(budget -> {
            if (Json.filled(budgets, budget)) {
                values.put(budget, budgets.get(budget).asText());
            }
        });
        return values;
    }
}
