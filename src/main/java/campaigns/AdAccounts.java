package campaigns;

import calls.ApiCall;
import clients.ExpiringCache;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import graph.GraphConfig;
import graph.GraphRequest;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Ad accounts at Meta: the currency, its unit, the time zone, the status, and the minimum budgets. A process caches
 * them for {@code creative.graph.account-lifetime}, so that amounts in a request do not cost a call each time. Meta
 * docs, "Ad Account", "Minimum Budgets".
 */
@Singleton
public class AdAccounts {

    private static final int MOST = 10_000;

    private static final String FIELDS =
            "account_id,name,currency,timezone_name,timezone_offset_hours_utc,account_status,"
                    + "amount_spent,spend_cap,min_daily_budget,min_campaign_group_spend_cap";
    private static final String CURRENCY = "currency";

    /** Meta docs, "Ad Account", {@code account_status}. */
    private static final Map<Integer, String> STATUSES = Map.of(
            1, "active",
            2, "disabled",
            3, "unsettled",
            7, "pending_risk_review",
            8, "pending_settlement",
            9, "in_grace_period",
            100, "pending_closure",
            101, "closed");

    /** Kinds of ad sets with a minimum of their own, by billing event. */
    private static final Map<String, String> MINIMUMS = minimums();

    private final ObjectMapper mapper;
    private final ExpiringCache<String, AdAccount> accounts;
    private final ExpiringCache<String, Minimums> minimums;

    @Inject
    public AdAccounts(ObjectMapper mapper, GraphConfig config) {
        this.mapper = mapper;
        this.accounts = new ExpiringCache<>(MOST, config.accountLifetime(), Clock.systemUTC());
        this.minimums = new ExpiringCache<>(MOST, config.accountLifetime(), Clock.systemUTC());
    }

    /** Adds the cached ad account to a call. */
    public void recall(ApiCall call) {
        accounts.get(call.account().adAccountId()).ifPresent(call::note);
        minimums.get(call.account().adAccountId()).ifPresent(call::note);
    }

    /** Returns true if the account must be read from Meta. */
    public boolean isUnread(ApiCall call) {
        return call.noted(AdAccount.class) == null;
    }

    /** Requests the account. */
    public void read(ApiCall call) {
        call.ask(GraphRequest.read(call.account(), call.account().adAccountId(), FIELDS));
    }

    /** Caches the answer to {@link #read}. */
    public void remember(ApiCall call) {
        String adAccountId = call.account().adAccountId();
        AdAccount adAccount = AdAccount.of(adAccountId, call.answer());
        accounts.put(adAccountId, adAccount);
        call.note(adAccount);
    }

    /** Returns true if the minimum budgets must be read from Meta. */
    public boolean areMinimumsUnread(ApiCall call) {
        return call.noted(Minimums.class) == null;
    }

    /** Requests the minimum budgets. */
    public void readMinimums(ApiCall call) {
        call.ask(GraphRequest.list(call.account(), call.account().adAccountId() + "/minimum_budgets", Map.of()));
    }

    /** Caches the answer to {@link #readMinimums}, or that there was none: Meta may not list the currency. */
    public void rememberMinimums(ApiCall call) {
        Minimums own = Minimums.of(call.answer(), call.noted(AdAccount.class).currency());
        minimums.put(call.account().adAccountId(), own);
        call.note(own);
    }

    /**
     * The minimum budgets of an ad account.
     *
     * @param node a row of Meta's list, or a missing node
     */
    record Minimums(JsonNode node) {
        static Minimums of(JsonNode list, String currency) {
            JsonNode own = MissingNode.getInstance();
            for (JsonNode row : list == null ? own : list.path("data")) {
                if (row.path(CURRENCY).asText().equals(currency)) {
                    own = row;
                }
            }
            return new Minimums(own);
        }
    }

    /** Answers with the account. */
    public void show(ApiCall call) {
        call.reply(shown(call.clientId(), call.noted(AdAccount.class), call.noted(Minimums.class)));
    }

    /** The account as shown to callers. */
    ObjectNode shown(String clientId, AdAccount adAccount, Minimums own) {
        JsonNode node = adAccount.node();
        String currency = adAccount.currency();
        ObjectNode view = mapper.createObjectNode()
                .put("client_id", clientId)
                .put("ad_account_id", adAccount.adAccountId())
                .put("name", node.path("name").asText(null))
                .put(CURRENCY, currency)
                .put("currency_offset", CurrencyUnits.offset(currency));
        view.putObject("time_zone")
                .put("name", node.path("timezone_name").asText(null))
                .set("utc_offset_hours", node.get("timezone_offset_hours_utc"));
        int status = node.path("account_status").asInt();
        view.put("status", STATUSES.getOrDefault(status, "unknown")).put("account_status", status);
        view.set("amount_spent", money(node.path("amount_spent"), currency));
        // 0 means no cap.
        view.set("spend_cap", node.path("spend_cap").asLong() == 0 ? null : money(node.path("spend_cap"), currency));
        view.set("minimum_daily_budget", money(node.path("min_daily_budget"), currency));
        ObjectNode budgets = view.putObject("minimum_daily_budgets");
        MINIMUMS.forEach((name, field) -> budgets.set(name, money(own.node().path(field), currency)));
        view.set("minimum_campaign_spend_cap", money(node.path("min_campaign_group_spend_cap"), currency));
        return view;
    }

    /** An amount for people, with Meta's number; null if Meta reports none. */
    private ObjectNode money(JsonNode units, String currency) {
        if (!units.isValueNode() || !units.asText().matches("-?[0-9]{1,18}")) {
            return null;
        }
        return mapper.createObjectNode()
                .put("amount", CurrencyUnits.amount(units.asLong(), currency))
                .put(CURRENCY, currency)
                .put("meta_amount", units.asLong());
    }

    private static Map<String, String> minimums() {
        Map<String, String> minimums = new LinkedHashMap<>();
        minimums.put("impressions", "min_daily_budget_imp");
        minimums.put("frequent_actions", "min_daily_budget_high_freq");
        minimums.put("rare_actions", "min_daily_budget_low_freq");
        minimums.put("video_views", "min_daily_budget_video_views");
        return minimums;
    }
}
