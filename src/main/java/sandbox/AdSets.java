package sandbox;

import static sandbox.Rule.Form.BOOLEAN;
import static sandbox.Rule.Form.INTEGER;
import static sandbox.Rule.Form.LIST;
import static sandbox.Rule.Form.MONEY;
import static sandbox.Rule.Form.OBJECT;
import static sandbox.Rule.Form.TIME;
import static sandbox.Rule.of;
import static sandbox.Rule.oneOf;
import static sandbox.Rule.text;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Ad sets. Meta docs, "Ad Account Adsets" and "Error Codes". */
final class AdSets extends AdObjects {
    static final String CAMPAIGN_ID = "campaign_id";

    private static final String TARGETING = "targeting";
    private static final String BID_AMOUNT = "bid_amount";
    private static final String GOAL = "optimization_goal";
    private static final String END_TIME = "end_time";
    private static final int NAME_LENGTH = 400;
    private static final Set<String> CAPPED = Set.of("LOWEST_COST_WITH_BID_CAP", "COST_CAP");

    private static final Rule NAME_RULE = text(NAME).need().atMost(NAME_LENGTH);
    private static final Rule BILLING_EVENT = oneOf(
            "billing_event",
            "APP_INSTALLS CLICKS IMPRESSIONS LINK_CLICKS LISTING_INTERACTION NONE OFFER_CLAIMS PAGE_LIKES"
                    + " POST_ENGAGEMENT PURCHASE THRUPLAY");
    private static final Rule GOAL_RULE = oneOf(
            GOAL,
            "NONE APP_INSTALLS AD_RECALL_LIFT ENGAGED_USERS EVENT_RESPONSES IMPRESSIONS LEAD_GENERATION QUALITY_LEAD"
                    + " LINK_CLICKS OFFSITE_CONVERSIONS PAGE_LIKES POST_ENGAGEMENT QUALITY_CALL REACH"
                    + " LANDING_PAGE_VIEWS VISIT_INSTAGRAM_PROFILE ENGAGED_PAGE_VIEWS VALUE THRUPLAY DERIVED_EVENTS"
                    + " APP_INSTALLS_AND_OFFSITE_CONVERSIONS CONVERSATIONS IN_APP_VALUE"
                    + " MESSAGING_PURCHASE_CONVERSION MESSAGING_DEEP_CONVERSATION_AND_FOLLOW SUBSCRIBERS"
                    + " REMINDERS_SET MEANINGFUL_CALL_ATTEMPT PROFILE_VISIT PROFILE_AND_PAGE_ENGAGEMENT"
                    + " ADVERTISER_SILOED_VALUE AUTOMATIC_OBJECTIVE MESSAGING_APPOINTMENT_CONVERSION");
    private static final Rule DESTINATION = oneOf(
            "destination_type",
            "WEBSITE APP MESSENGER APPLINKS_AUTOMATIC WHATSAPP INSTAGRAM_DIRECT FACEBOOK SHOP_AUTOMATIC ON_AD ON_POST"
                    + " ON_EVENT ON_VIDEO ON_PAGE INSTAGRAM_PROFILE FACEBOOK_PAGE"
                    + " INSTAGRAM_PROFILE_AND_FACEBOOK_PAGE INSTAGRAM_LIVE FACEBOOK_LIVE IMAGINE"
                    + " PHONE_CALL WEBSITE_AND_PHONE_CALL MESSAGING_MESSENGER_WHATSAPP MESSAGING_INSTAGRAM_DIRECT_MESSENGER"
                    + " MESSAGING_INSTAGRAM_DIRECT_MESSENGER_WHATSAPP MESSAGING_INSTAGRAM_DIRECT_WHATSAPP");

    private static final Rule[] CHANGEABLE = {
        NAME_RULE,
        BILLING_EVENT.need(),
        GOAL_RULE.need(),
        of(TARGETING, OBJECT).need(),
        oneOf(Campaigns.BID_STRATEGY, Campaigns.BID_STRATEGIES),
        of(BID_AMOUNT, INTEGER),
        of("bid_constraints", OBJECT),
        of("daily_budget", MONEY),
        of("lifetime_budget", MONEY),
        of("start_time", TIME),
        of(END_TIME, TIME),
        DESTINATION,
        of("promoted_object", OBJECT),
        of("attribution_spec", LIST),
        of("adset_schedule", LIST),
        of("pacing_type", LIST),
        of("frequency_control_specs", LIST),
        of("is_dynamic_creative", BOOLEAN),
        text("dsa_beneficiary"),
        text("dsa_payor"),
        of("regional_regulated_categories", LIST),
        of("regional_regulation_identities", OBJECT),
        of("daily_min_spend_target", MONEY),
        of("daily_spend_cap", MONEY),
        of(ADLABELS, LIST)
    };
    private static final Rules CREATE =
            Rules.of(CHANGEABLE).and(text(CAMPAIGN_ID).need(), oneOf(Entity.STATUS, CREATE_STATUS));
    private static final Rules UPDATE = Rules.of(CHANGEABLE).and(oneOf(Entity.STATUS, UPDATE_STATUS));

    private final Campaigns campaigns;

    AdSets(Store store, Labels labels, Campaigns campaigns) {
        super(store, labels);
        this.campaigns = campaigns;
    }

    @Override
    String edge() {
        return "adsets";
    }

    @Override
    String nodeType() {
        return "AdSet";
    }

    @Override
    Set<String> fields() {
        return FieldNames.AD_SET;
    }

    @Override
    Rules createRules() {
        return CREATE;
    }

    @Override
    Rules updateRules() {
        return UPDATE;
    }

    @Override
    void checkCreate(ObjectNode values, String accountId) {
        Entity campaign = parent(campaigns, accountId, values, CAMPAIGN_ID);
        checkAll(values, campaign);
        checkEnd(values);
        if (!values.has(Entity.STATUS)) {
            values.put(Entity.STATUS, EffectiveStatus.ACTIVE);
        }
        if (values.has(BID_AMOUNT)
                && !values.has(Campaigns.BID_STRATEGY)
                && !campaign.data().has(Campaigns.BID_STRATEGY)) {
            values.put(Campaigns.BID_STRATEGY, "LOWEST_COST_WITH_BID_CAP");
        }
    }

    @Override
    void checkUpdate(ObjectNode changes, ObjectNode merged, Entity adSet) {
        store().find(merged.path(CAMPAIGN_ID).asText()).ifPresent(campaign -> checkAll(merged, campaign));
        checkEnd(changes);
    }

    private void checkEnd(ObjectNode values) {
        if (time(values, END_TIME).filter(end -> !end.isAfter(store().now())).isPresent()) {
            throw GraphError.parameter("end_time must be in the future").blame(END_TIME);
        }
    }

    private static void checkAll(ObjectNode values, Entity campaign) {
        Targeting.check((ObjectNode) values.get(TARGETING));
        checkBudget(values, campaign);
        checkBid(values, campaign);
        PromotedObject.check(values.path(GOAL).asText(), values.path("promoted_object"));
    }

    private static void checkBudget(ObjectNode values, Entity campaign) {
        if (hasBudget(values) == hasBudget(campaign.data())) {
            throw GraphError.invalid(
                    1885621,
                    "You can only set an ad set budget or a campaign budget",
                    "Set a budget on the campaign or on each of its ad sets, and not on both.",
                    "daily_budget",
                    "lifetime_budget");
        }
        checkBudgets(values);
        Optional<Instant> end = time(values, END_TIME);
        if (amountGiven(values, "lifetime_budget") && end.isEmpty()) {
            throw GraphError.parameter("The parameter end_time is required with lifetime_budget")
                    .blame(END_TIME);
        }
        Optional<Instant> start = time(values, "start_time");
        if (end.isPresent() && start.isPresent()) {
            Duration run = Duration.between(start.get(), end.get());
            if (run.isNegative() || run.isZero()) {
                throw GraphError.parameter("end_time must be after start_time").blame(END_TIME);
            }
            if (amountGiven(values, "daily_budget") && run.compareTo(Duration.ofHours(24)) <= 0) {
                throw GraphError.parameter("An ad set with a daily budget must run for more than 24 hours")
                        .blame(END_TIME);
            }
        }
    }

    /** {@code end_time} 0 is no end. */
    private static Optional<Instant> time(ObjectNode values, String field) {
        String text = Json.text(values, field);
        return text == null || text.equals("0") ? Optional.empty() : GraphTime.parse(text);
    }

    private static void checkBid(ObjectNode values, Entity campaign) {
        String strategy = values.has(Campaigns.BID_STRATEGY)
                ? Json.text(values, Campaigns.BID_STRATEGY)
                : campaign.text(Campaigns.BID_STRATEGY);
        if (strategy == null) {
            return;
        }
        if (CAPPED.contains(strategy) && !values.has(BID_AMOUNT)) {
            throw GraphError.invalid(
                    1815857,
                    "Bid amount required",
                    "Bid amount required: you must provide a bid cap or target cost in bid_amount field.",
                    BID_AMOUNT);
        }
        if (strategy.equals("LOWEST_COST_WITH_MIN_ROAS")
                && !Json.filled(values.path("bid_constraints"), "roas_average_floor")) {
            throw GraphError.parameter("bid_constraints.roas_average_floor is required with LOWEST_COST_WITH_MIN_ROAS")
                    .blame("bid_constraints");
        }
    }

    @Override
    ObjectNode view(GraphRequest request, Entity adSet) {
        ObjectNode view = adSet.toJson()
                .put("configured_status", adSet.text(Entity.STATUS))
                .put("effective_status", effectiveStatus(adSet));
        view.putObject("campaign").put("id", adSet.text(CAMPAIGN_ID));
        return view;
    }

    String effectiveStatus(Entity adSet) {
        return store().find(adSet.text(CAMPAIGN_ID))
                .map(campaign -> EffectiveStatus.of(
                        adSet.text(Entity.STATUS),
                        campaigns.effectiveStatus(campaign),
                        EffectiveStatus.CAMPAIGN_PAUSED))
                .orElseThrow();
    }

    @Override
    boolean listed(GraphRequest request, Entity adSet) {
        return StatusFilter.shows(request, effectiveStatus(adSet));
    }
}
