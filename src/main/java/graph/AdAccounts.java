package graph;

import clients.Account;
import clients.ExpiringCache;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import graph.GraphException.Transient;
import io.quarkus.arc.Unremovable;
import org.apache.camel.Body;
import org.apache.camel.Variable;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Ad accounts as Meta has them: the currency, what its numbers mean, the time zone, the status, and the least that may
 * be spent. A process keeps what it read for {@code creative.graph.account-lifetime}, so that money in a request costs
 * no call each time. Meta docs, "Ad Account", "Minimum Budgets".
 */
@Singleton
@Unremovable
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

    /** Kinds of ad sets, each with a minimum of its own, by what they are billed for. */
    private static final Map<String, String> MINIMUMS = minimums();

    private final ObjectMapper mapper;
    private final ExpiringCache<String, AdAccount> accounts;
    private final ExpiringCache<String, JsonNode> minimums;

    @Inject
    public AdAccounts(ObjectMapper mapper, GraphConfig config) {
        this.mapper = mapper;
        this.accounts = new ExpiringCache<>(MOST, config.accountLifetime(), Clock.systemUTC());
        this.minimums = new ExpiringCache<>(MOST, config.accountLifetime(), Clock.systemUTC());
    }

    /** The account, or null if it has to be read. */
    public AdAccount known(@Variable("account") Account account) {
        return accounts.get(account.adAccountId()).orElse(null);
    }

    /** Reads the account. */
    public GraphRequest read(@Variable("account") Account account) {
        return GraphRequest.read(account, account.adAccountId(), FIELDS);
    }

    /** Keeps the answer to {@link #read}. */
    public AdAccount remember(@Body JsonNode node, @Variable("account") Account account) {
        String currency = node.path(CURRENCY).asText();
        if (!currency.matches("[A-Z]{3}")) {
            throw new Transient("Meta did not name the currency of the ad account.", null, null);
        }
        AdAccount adAccount = new AdAccount(account.adAccountId(), currency, node);
        accounts.put(account.adAccountId(), adAccount);
        return adAccount;
    }

    /** The minimum budgets, or null if they have to be read. */
    public JsonNode knownMinimums(@Variable("account") Account account) {
        return minimums.get(account.adAccountId()).orElse(null);
    }

    /** Reads the minimum budgets. */
    public GraphRequest readMinimums(@Variable("account") Account account) {
        return GraphRequest.list(account, account.adAccountId() + "/minimum_budgets", Map.of());
    }

    /** In the place of an answer to {@link #readMinimums}. */
    public ObjectNode noMinimums() {
        return mapper.createObjectNode();
    }

    /** Keeps the answer to {@link #readMinimums}: Meta may list other currencies too. */
    public JsonNode rememberMinimums(
            @Body JsonNode list, @Variable("adAccount") AdAccount adAccount, @Variable("account") Account account) {
        JsonNode own = mapper.createObjectNode();
        for (JsonNode row : list.path("data")) {
            if (row.path(CURRENCY).asText().equals(adAccount.currency())) {
                own = row;
            }
        }
        minimums.put(account.adAccountId(), own);
        return own;
    }

    /** The account as callers are shown it. */
    public ObjectNode shown(
            @Variable("clientId") String clientId,
            @Variable("adAccount") AdAccount adAccount,
            @Variable("minimums") JsonNode ownMinimums) {
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
        // 0 is no cap.
        view.set("spend_cap", node.path("spend_cap").asLong() == 0 ? null : money(node.path("spend_cap"), currency));
        view.set("minimum_daily_budget", money(node.path("min_daily_budget"), currency));
        ObjectNode budgets = view.putObject("minimum_daily_budgets");
        MINIMUMS.forEach((name, field) -> budgets.set(name, money(ownMinimums.path(field), currency)));
        view.set("minimum_campaign_spend_cap", money(node.path("min_campaign_group_spend_cap"), currency));
        return view;
    }

    /** Money as a person reads it, with Meta's number beside it; null where Meta says nothing. */
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
