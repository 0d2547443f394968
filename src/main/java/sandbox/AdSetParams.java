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

/** The parameters of ad sets, as {@code POST /act_…/adsets} of v26 takes them. */
final class AdSetParams {
    private static final int NAME_LENGTH = 400;

    private static final Rule[] CHANGEABLE = {
        text(LabelledNodes.NAME).need().atMost(NAME_LENGTH),
        oneOf(
                        "billing_event",
                        "APP_INSTALLS CLICKS IMPRESSIONS LINK_CLICKS LISTING_INTERACTION NONE OFFER_CLAIMS PAGE_LIKES"
                                + " POST_ENGAGEMENT PURCHASE THRUPLAY")
                .need(),
        oneOf(
                        Goals.NAME,
                        "NONE APP_INSTALLS AD_RECALL_LIFT ENGAGED_USERS EVENT_RESPONSES IMPRESSIONS LEAD_GENERATION"
                                + " QUALITY_LEAD LINK_CLICKS OFFSITE_CONVERSIONS PAGE_LIKES POST_ENGAGEMENT QUALITY_CALL"
                                + " REACH LANDING_PAGE_VIEWS VISIT_INSTAGRAM_PROFILE ENGAGED_PAGE_VIEWS VALUE THRUPLAY"
                                + " DERIVED_EVENTS APP_INSTALLS_AND_OFFSITE_CONVERSIONS CONVERSATIONS IN_APP_VALUE"
                                + " MESSAGING_PURCHASE_CONVERSION MESSAGING_DEEP_CONVERSATION_AND_FOLLOW SUBSCRIBERS"
                                + " REMINDERS_SET MEANINGFUL_CALL_ATTEMPT PROFILE_VISIT PROFILE_AND_PAGE_ENGAGEMENT"
                                + " ADVERTISER_SILOED_VALUE AUTOMATIC_OBJECTIVE MESSAGING_APPOINTMENT_CONVERSION")
                .need(),
        of(AdSetNodes.TARGETING, OBJECT).need(),
        oneOf(CampaignNodes.BID_STRATEGY, CampaignNodes.BID_STRATEGIES),
        of(AdSetNodes.BID_AMOUNT, INTEGER),
        of("bid_constraints", OBJECT),
        of("bid_adjustments", OBJECT),
        of(LabelledNodes.DAILY_BUDGET, MONEY),
        of(LabelledNodes.LIFETIME_BUDGET, MONEY),
        of("start_time", TIME),
        of(AdSetNodes.END_TIME, TIME),
        oneOf(
                "destination_type",
                "WEBSITE APP MESSENGER APPLINKS_AUTOMATIC WHATSAPP INSTAGRAM_DIRECT FACEBOOK SHOP_AUTOMATIC ON_AD"
                        + " ON_POST ON_EVENT ON_VIDEO ON_PAGE INSTAGRAM_PROFILE FACEBOOK_PAGE"
                        + " INSTAGRAM_PROFILE_AND_FACEBOOK_PAGE INSTAGRAM_LIVE FACEBOOK_LIVE IMAGINE PHONE_CALL"
                        + " WEBSITE_AND_PHONE_CALL MESSAGING_MESSENGER_WHATSAPP MESSAGING_INSTAGRAM_DIRECT_MESSENGER"
                        + " MESSAGING_INSTAGRAM_DIRECT_MESSENGER_WHATSAPP MESSAGING_INSTAGRAM_DIRECT_WHATSAPP"),
        of("promoted_object", OBJECT),
        of("attribution_spec", LIST),
        of("adset_schedule", LIST),
        of("pacing_type", LIST),
        of("frequency_control_specs", LIST),
        of(AdSetNodes.DYNAMIC, BOOLEAN),
        text("dsa_beneficiary"),
        text("dsa_payor"),
        of("regional_regulated_categories", LIST),
        of("regional_regulation_identities", OBJECT),
        of("daily_min_spend_target", MONEY),
        of("daily_spend_cap", MONEY),
        of("lifetime_min_spend_target", MONEY),
        of("lifetime_spend_cap", MONEY),
        of("lifetime_imps", INTEGER),
        of("budget_schedule_specs", LIST),
        of("is_budget_schedule_enabled", BOOLEAN),
        of("is_incremental_attribution_enabled", BOOLEAN),
        of("placement_soft_opt_out", OBJECT),
        of("brand_safety_config", OBJECT),
        of("trending_topics_spec", OBJECT),
        of("ad_set_goal", OBJECT),
        text("attribution_count_type"),
        oneOf("cost_bidding_mode", "BALANCED COST_FOCUSED VOLUME_FOCUSED"),
        of("is_dc_follow_optimized", BOOLEAN),
        of("is_sequenced_conversion_creation", BOOLEAN),
        of("live_video_ad_campaign_config", OBJECT),
        of("meta_moment_maker_spec", OBJECT),
        text("relative_value"),
        of("existing_customer_budget_percentage", INTEGER),
        of("max_budget_spend_percentage", INTEGER),
        of("min_budget_spend_percentage", INTEGER),
        text("multi_optimization_goal_weight"),
        text("optimization_sub_event"),
        text("automatic_manual_state"),
        text("value_rule_set_id"),
        of(LabelledNodes.ADLABELS, LIST)
    };

    static final Rules SPEC =
            Rules.of(CHANGEABLE).and(oneOf(Entity.STATUS, LabelledNodes.CREATE_STATUS), of("creative_sequence", LIST));
    static final Rules CREATE = SPEC.and(text(AdSetNodes.CAMPAIGN_ID).need());
    static final Rules UPDATE = Rules.of(CHANGEABLE).and(oneOf(Entity.STATUS, LabelledNodes.UPDATE_STATUS));

    private AdSetParams() {}
}
