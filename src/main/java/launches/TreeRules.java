package launches;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rules for launches that Meta would certainly reject. Meta docs, "Ad Campaign Group" (goals by objective, limits), "Ad
 * Account Adsets".
 */
final class TreeRules {

    static final int MOST_ADS_OF_A_SET = 50;

    private static final String GOAL = "optimization_goal";
    private static final String STRATEGY = "bid_strategy";
    private static final List<String> BUDGETS = List.of("daily_budget", "lifetime_budget");
    private static final Set<String> CAPS = Set.of("LOWEST_COST_WITH_BID_CAP", "COST_CAP");

    /** Goals that require certain objectives. */
    private static final Map<String, Set<String>> OBJECTIVES_OF_GOALS = Map.of(
            "APP_INSTALLS", Set.of("OUTCOME_APP_PROMOTION"),
            "AD_RECALL_LIFT", Set.of("OUTCOME_AWARENESS"),
            "POST_ENGAGEMENT", Set.of("OUTCOME_ENGAGEMENT"),
            "PAGE_LIKES", Set.of("OUTCOME_ENGAGEMENT"),
            "EVENT_RESPONSES", Set.of("OUTCOME_ENGAGEMENT"),
            "LEAD_GENERATION", Set.of("OUTCOME_LEADS"),
            "QUALITY_LEAD", Set.of("OUTCOME_LEADS"),
            "VALUE", Set.of("OUTCOME_SALES", "OUTCOME_APP_PROMOTION"));

    private TreeRules() {}

    static void check(Tree tree, LaunchFaults findings) {
        tree.adSets().values().stream().filter(Node::isNew).forEach(adSet -> {
            if (tree.campaign() == null) {
                findings.invalid(
                        adSet.pointer(),
                        "A new ad set requires a campaign: add 'campaign', new or with a campaign_id.");
            } else if (tree.campaign().isNew()) {
                checkBudget(tree.campaign(), adSet, findings);
                checkGoal(tree.campaign(), adSet, findings);
            }
        });
        checkNames(tree, findings);
        checkAdsOfSets(tree, findings);
        checkUse(tree, findings);
    }

    private static void checkBudget(Node campaign, Node adSet, LaunchFaults findings) {
        boolean above = BUDGETS.stream().anyMatch(campaign::has);
        String own = BUDGETS.stream().filter(adSet::has).findFirst().orElse(null);
        if (above && own != null) {
            findings.refused(
                    adSet.pointer() + "/" + own,
                    "The campaign has a budget, so its ad sets must have none. Remove one of them. (Meta's error 100/1885621)");
        } else if (!above && own == null) {
            findings.refused(
                    adSet.pointer() + "/daily_budget",
                    "The ad set requires a daily_budget or lifetime_budget, since the campaign has none. (Meta's error 100)");
        }
        if (above && CAPS.contains(String.valueOf(campaign.text(STRATEGY))) && !adSet.has("bid_amount")) {
            findings.refused(
                    adSet.pointer() + "/bid_amount",
                    "The campaign's bid strategy requires a bid amount in each ad set. (Meta's error 100/1815857)");
        }
    }

    private static void checkGoal(Node campaign, Node adSet, LaunchFaults findings) {
        Set<String> objectives = OBJECTIVES_OF_GOALS.get(String.valueOf(adSet.text(GOAL)));
        String objective = campaign.text("objective");
        if (objectives != null && objective != null && !objectives.contains(objective)) {
            findings.refused(
                    adSet.pointer() + "/" + GOAL,
                    "The goal " + adSet.text(GOAL) + " requires a campaign with the objective "
                            + String.join(" or ", objectives) + ", and this one has " + objective
                            + ". (Meta's error 100)");
        }
    }

    /** Equal creatives are allowed: Meta returns the same one for both. */
    private static void checkNames(Tree tree, LaunchFaults findings) {
        Map<String, Node> named = new HashMap<>();
        tree.adSets().values().stream().filter(Node::isNew).forEach(adSet -> checkName("", adSet, named, findings));
        Map<String, Node> ads = new HashMap<>();
        tree.ads().stream()
                .filter(ad -> ad.adSet() != null)
                .forEach(ad -> checkName(ad.adSet().key() + "/", ad.node(), ads, findings));
    }

    private static void checkName(String parent, Node node, Map<String, Node> named, LaunchFaults findings) {
        Node other = node.name() == null ? null : named.putIfAbsent(parent + node.name(), node);
        if (other != null) {
            findings.invalid(
                    node.pointer() + "/name",
                    "'" + node.name() + "' is already the name of '" + other.key() + "' (" + other.pointer()
                            + "); use macros such as {{n}} for unique names");
        }
    }

    private static void checkAdsOfSets(Tree tree, LaunchFaults findings) {
        Map<String, Integer> ads = new HashMap<>();
        for (Tree.Ad ad : tree.ads()) {
            int number = ad.adSet() == null ? 0 : ads.merge(ad.adSet().key(), 1, Integer::sum);
            if (number == MOST_ADS_OF_A_SET + 1) {
                findings.refused(
                        ad.node().pointer(),
                        "The ad set '" + ad.adSet().key() + "' has more than " + MOST_ADS_OF_A_SET
                                + " ads with this one, Meta's maximum.");
            }
        }
    }

    private static void checkUse(Tree tree, LaunchFaults findings) {
        if (tree.nodes().stream().noneMatch(Node::isNew) && findings.isEmpty()) {
            findings.invalid("", "The launch creates no objects: all of them exist already.");
        }
    }
}
