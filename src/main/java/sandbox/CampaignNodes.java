package sandbox;

import static sandbox.Rule.Form.BOOLEAN;
import static sandbox.Rule.Form.LIST;
import static sandbox.Rule.Form.MONEY;
import static sandbox.Rule.Form.OBJECT;
import static sandbox.Rule.Form.TIME;
import static sandbox.Rule.listOf;
import static sandbox.Rule.of;
import static sandbox.Rule.oneOf;
import static sandbox.Rule.text;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Campaigns. Meta docs, "Ad Account, Ad Campaigns", "Ad Campaign Group" and "Ad set budget sharing". */
final class CampaignNodes extends LabelledNodes {
    static final String OBJECTIVE = "objective";
    static final String BID_STRATEGY = "bid_strategy";
    static final String BID_STRATEGIES =
            "LOWEST_COST_WITHOUT_CAP LOWEST_COST_WITH_BID_CAP COST_CAP LOWEST_COST_WITH_MIN_ROAS";

    private static final String SPECIAL = "special_ad_categories";
    private static final String COUNTRY = "special_ad_category_country";
    private static final String SHARING = "is_adset_budget_sharing_enabled";
    static final long LEAST_SPEND_CAP = 10_000; // about 100 dollars, in cents

    /** Advantage+ campaigns. Since v25 they are ordinary campaigns that leave most decisions to Meta. */
    private static final Set<String> RETIRED_TYPES = Set.of("AUTOMATED_SHOPPING_ADS", "SMART_APP_PROMOTION");

    private static final Rule NAME_RULE = text(NAME).need();
    private static final Rule CATEGORIES = listOf(
            SPECIAL,
            "NONE EMPLOYMENT HOUSING CREDIT ISSUES_ELECTIONS_POLITICS ONLINE_GAMBLING_AND_GAMING"
                    + " FINANCIAL_PRODUCTS_SERVICES");
    private static final Rule COUNTRIES = of(COUNTRY, LIST);
    private static final Rule DAILY_BUDGET = of("daily_budget", MONEY);
    private static final Rule LIFETIME_BUDGET = of("lifetime_budget", MONEY);
    private static final Rule STRATEGY = oneOf(BID_STRATEGY, BID_STRATEGIES);
    private static final Rule SHARING_RULE = of(SHARING, BOOLEAN);
    private static final Rule SPEND_CAP = of("spend_cap", MONEY);
    private static final Rule PROMOTED_OBJECT = of("promoted_object", OBJECT);
    private static final Rule START_TIME = of("start_time", TIME);
    private static final Rule STOP_TIME = of("stop_time", TIME);
    private static final Rule PACING_TYPE = of("pacing_type", LIST);
    private static final Rule LABELS = of(ADLABELS, LIST);

    // Meta's enum still has the legacy objectives, and refuses them for new campaigns.
    private static final Rules SPEC = Rules.of(
            NAME_RULE,
            COUNTRIES,
            oneOf(
                    OBJECTIVE,
                    "OUTCOME_APP_PROMOTION OUTCOME_AWARENESS OUTCOME_ENGAGEMENT OUTCOME_LEADS OUTCOME_SALES"
                            + " OUTCOME_TRAFFIC"),
            oneOf(Entity.STATUS, CREATE_STATUS),
            oneOf("buying_type", "AUCTION RESERVED"),
            DAILY_BUDGET,
            LIFETIME_BUDGET,
            STRATEGY,
            SHARING_RULE,
            SPEND_CAP,
            PROMOTED_OBJECT,
            START_TIME,
            STOP_TIME,
            PACING_TYPE,
            LABELS,
            of("budget_schedule_specs", LIST),
            text("source_campaign_id"),
            text("topline_id"),
            text("smart_promotion_type"),
            of("is_skadnetwork_attribution", BOOLEAN),
            of("iterative_split_test_configs", LIST),
            of("is_budget_schedule_enabled", BOOLEAN),
            of("is_direct_send_campaign", BOOLEAN),
            of("is_message_campaign", BOOLEAN),
            of("is_meta_moment_maker_enabled", BOOLEAN),
            of("is_reels_trending_ads_enabled", BOOLEAN),
            of("frequency_control_specs", LIST));
    private static final Rules CREATE = SPEC.and(CATEGORIES.need());

    private static final Rules UPDATE = Rules.of(
            NAME_RULE,
            CATEGORIES,
            COUNTRIES,
            oneOf(Entity.STATUS, UPDATE_STATUS),
            DAILY_BUDGET,
            LIFETIME_BUDGET,
            STRATEGY,
            SHARING_RULE,
            SPEND_CAP,
            PROMOTED_OBJECT,
            START_TIME,
            STOP_TIME,
            PACING_TYPE,
            LABELS,
            of(CampaignBudgets.NAME, LIST),
            of("budget_schedule_specs", LIST),
            of("is_budget_schedule_enabled", BOOLEAN),
            of("frequency_control_specs", LIST));

    private Function<Entity, List<Entity>> adSets = campaign -> List.of();

    CampaignNodes(Store store, LabelNodes labels) {
        super(store, labels);
    }

    @Override
    String edge() {
        return "campaigns";
    }

    @Override
    String nodeType() {
        return "Campaign";
    }

    @Override
    Set<String> fields() {
        return FieldNames.CAMPAIGN;
    }

    @Override
    Rules createRules() {
        return CREATE;
    }

    @Override
    Rules updateRules() {
        return UPDATE;
    }

    /** Reads a campaign that is made with its first ad set, where Meta takes no special ad categories. */
    ObjectNode readSpec(ObjectNode spec) {
        if (spec.has(SPECIAL)) {
            throw Refusal.parameter("Param campaign_spec[special_ad_categories] must be an integer, got \"2\"")
                    .blame(SPECIAL);
        }
        ObjectNode values = SPEC.forCreate(Params.of(spec));
        checkLabels(values);
        checkMoney(values);
        values.putArray(SPECIAL);
        if (!hasBudget(values) && !values.has(SHARING)) {
            values.put(SHARING, false);
        }
        return values;
    }

    @Override
    void checkCreate(ObjectNode values, String accountId) {
        if (values.has(COUNTRY) && values.get(COUNTRY).isEmpty()) {
            throw Refusal.parameter("Param special_ad_category_country must not be empty")
                    .blame(COUNTRY);
        }
        if (RETIRED_TYPES.contains(values.path("smart_promotion_type").asText())) {
            throw Refusal.parameter("Campaigns of this smart_promotion_type can no longer be created")
                    .blame("smart_promotion_type");
        }
        checkCategories(values);
        checkSharing(values);
        checkMoney(values);
    }

    private static void checkMoney(ObjectNode values) {
        checkBudgets(values);
        checkSpendCap(values);
        boolean ownBudget = hasBudget(values);
        if (values.has(BID_STRATEGY) && !ownBudget && !values.path(SHARING).booleanValue()) {
            throw Refusal.parameter("bid_strategy of a campaign needs a campaign budget")
                    .blame(BID_STRATEGY);
        }
        if (!values.has(Entity.STATUS)) {
            values.put(Entity.STATUS, EffectiveStatus.ACTIVE);
        }
        if (!values.has("buying_type")) {
            values.put("buying_type", "AUCTION");
        }
        if (ownBudget && !values.has(BID_STRATEGY)) {
            values.put(BID_STRATEGY, "LOWEST_COST_WITHOUT_CAP");
        }
    }

    /** A category is special by the law of a country. Meta docs, "Special Ad Category". */
    private static void checkCategories(ObjectNode values) {
        boolean special = StreamSupport.stream(values.path(SPECIAL).spliterator(), false)
                .anyMatch(category -> !category.asText().equals("NONE"));
        if (special && !values.has(COUNTRY)) {
            throw Refusal.parameter("special_ad_category_country is required with special_ad_categories")
                    .blame(COUNTRY);
        }
    }

    /** Since v24 a campaign without a budget of its own must say whether its ad sets share theirs. */
    private static void checkSharing(ObjectNode values) {
        boolean sharing = values.path(SHARING).booleanValue();
        if (hasBudget(values)) {
            if (sharing) {
                throw Refusal.invalid(
                        4834002,
                        "Ad set budget sharing cannot be used with a campaign budget",
                        "Turn off is_adset_budget_sharing_enabled, or leave out the campaign budget.",
                        SHARING);
            }
            return;
        }
        if (!values.has(SHARING)) {
            throw Refusal.invalid(
                    4834011,
                    "Must specify True or False in is_adset_budget_sharing_enabled field",
                    "You must specify True or False in is_adset_budget_sharing_enabled field if you are not using"
                            + " campaign budget.",
                    SHARING);
        }
        if (sharing && !values.has(BID_STRATEGY)) {
            throw Refusal.invalid(
                    4834005,
                    "Bid strategy is required for ad set budget sharing",
                    "Set bid_strategy on the campaign when is_adset_budget_sharing_enabled is true.",
                    BID_STRATEGY);
        }
    }

    private static void checkSpendCap(ObjectNode values) {
        if (values.has("spend_cap") && values.get("spend_cap").asLong() < LEAST_SPEND_CAP) {
            throw Refusal.parameter("Param spend_cap is below the minimum").blame("spend_cap");
        }
    }

    @Override
    void checkUpdate(ObjectNode changes, ObjectNode merged, Entity campaign) {
        checkBudgets(merged);
        checkSpendCap(changes);
        CampaignBudgets.check(changes, campaign, adSets.apply(campaign));
    }

    @Override
    void changed(Entity campaign, ObjectNode changes) {
        CampaignBudgets.move(changes, campaign, adSets.apply(campaign), store());
    }

    /** @param newAdSets finds the ad sets of a campaign that are neither deleted nor archived */
    void adSetsAre(Function<Entity, List<Entity>> newAdSets) {
        adSets = newAdSets;
    }

    @Override
    ObjectNode view(IncomingCall request, Entity campaign) {
        return campaign.toJson()
                .put("configured_status", campaign.text(Entity.STATUS))
                .put("effective_status", effectiveStatus(campaign));
    }

    String effectiveStatus(Entity campaign) {
        return campaign.text(Entity.STATUS);
    }

    @Override
    boolean listed(IncomingCall request, Entity campaign) {
        return StatusFilter.shows(request, effectiveStatus(campaign));
    }
}
