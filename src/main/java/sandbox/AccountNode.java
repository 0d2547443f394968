package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;

/**
 * An ad account. Any account exists. Amounts are whole numbers in Meta's unit of the currency.
 * Meta docs, "Ad Account", "Minimum Budgets".
 */
final class AccountNode {
    /** The least that an ad set may spend, in Meta's unit. */
    static final long MINIMUM_BUDGET = 100;

    private static final int ACTIVE = 1;
    private static final String NO_MONEY = "0";

    /** The fields that can be asked for. */
    private static final Set<String> FIELDS = Rule.words("""
            account_id account_status age agency_client_declaration all_capabilities amount_spent asset_score
            attribution_spec balance brand_safety_content_filter_levels business business_city business_country_code
            business_name business_state business_street business_street2 business_zip can_create_brand_lift_study
            capabilities created_time currency default_dsa_beneficiary default_dsa_payor disable_reason
            end_advertiser end_advertiser_name existing_customers expired_funding_source_details
            extended_credit_invoice_group failed_delivery_checks fb_entity funding_source funding_source_details
            has_migrated_permissions has_page_authorized_adaccount id io_number is_attribution_spec_system_default
            is_ba_skip_delayed_eligible is_direct_deals_enabled is_in_3ds_authorization_enabled_market
            is_notifications_enabled is_personal is_prepay_account is_tax_id_required line_numbers media_agency
            min_campaign_group_spend_cap min_daily_budget name offsite_pixels_tos_accepted owner partner
            rf_spec show_checkout_experience spend_cap tax_id tax_id_status tax_id_type timezone_id timezone_name
            timezone_offset_hours_utc tos_accepted user_tasks user_tos_accepted
            """);

    private final String accountId;
    private final Settings settings;

    /** @param accountId bare digits */
    AccountNode(String accountId, Settings settings) {
        this.accountId = accountId;
        this.settings = settings;
    }

    /** @return the fields asked for; an error where the node type lacks one */
    ObjectNode read(FieldSelection selection, Instant now) {
        selection.names().forEach(name -> {
            if (!FIELDS.contains(name)) {
                throw Refusal.parameter("Tried accessing nonexisting field (" + name + ") on node type (AdAccount)");
            }
        });
        return selection.of(view(now), id -> null);
    }

    ObjectNode view(Instant now) {
        ZoneOffset offset = GraphTime.ACCOUNT_ZONE.getRules().getOffset(now);
        String payor = settings.accountDsaPayor().isEmpty() ? null : settings.accountDsaPayor();
        return Json.object()
                .put("id", "act_" + accountId)
                .put("default_dsa_payor", payor)
                .put("default_dsa_beneficiary", payor)
                .put("account_id", accountId)
                .put("name", "Sandbox account " + accountId)
                .put("account_status", ACTIVE)
                .put("disable_reason", 0)
                .put("currency", currency())
                .put("timezone_name", GraphTime.ACCOUNT_ZONE.getId())
                .put("timezone_offset_hours_utc", offset.getTotalSeconds() / 3600.0)
                .put("amount_spent", NO_MONEY)
                .put("balance", NO_MONEY)
                .put("spend_cap", NO_MONEY)
                .put("min_daily_budget", MINIMUM_BUDGET)
                .put("min_campaign_group_spend_cap", Long.toString(CampaignNodes.LEAST_SPEND_CAP));
    }

    /** @return the edge {@code minimum_budgets} */
    ObjectNode minimumBudgets() {
        ObjectNode edge = Json.object();
        edge.putArray("data")
                .addObject()
                .put("currency", currency())
                .put("min_daily_budget_imp", MINIMUM_BUDGET)
                .put("min_daily_budget_high_freq", 5 * MINIMUM_BUDGET)
                .put("min_daily_budget_low_freq", 40 * MINIMUM_BUDGET)
                .put("min_daily_budget_video_views", 5 * MINIMUM_BUDGET);
        return edge;
    }

    private String currency() {
        return settings.currencyOf("act_" + accountId);
    }
}
