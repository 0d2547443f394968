package guardrails;

import calls.ApiCall;
import campaigns.AdAccount;
import clients.Client;
import clients.ClientRepository;
import clients.Clients;
import clients.Scope;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.Conflict;
import failures.FieldError;
import failures.Kind;
import failures.NotFound;
import failures.Rejected;
import io.quarkus.arc.Unremovable;

import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The API's operations on limits, and on freezing a client. */
@Singleton
@Unremovable
public class GuardrailCalls {

    private final ClientRepository rows;
    private final GuardrailRepository repository;
    private final Clients clients;

    @Inject
    public GuardrailCalls(ClientRepository rows, GuardrailRepository repository, Clients clients) {
        this.rows = rows;
        this.repository = repository;
        this.clients = clients;
    }

    /** Returns true for operations on guardrails, which are not subject to guardrails themselves. */
    static boolean isAbout(ApiCall call) {
        return List.of("setClientLimits", "freezeClient", "unfreezeClient").contains(call.operation());
    }

    /**
     * Finds the client of the path, even if it is disabled.
     *
     * @throws NotFound if there is none
     */
    public void find(ApiCall call) throws SQLException {
        String clientId = call.parameter("client_id");
        call.actFor(rows.client(clientId).orElseThrow(() -> unknown(clientId)));
    }

    private static NotFound unknown(String clientId) {
        return new NotFound("There is no client '" + clientId + "'.");
    }

    /** Answers with the limits that apply to the call. */
    public void show(ApiCall call) {
        call.reply(view(call, call.client()));
    }

    /**
     * Requires the currency of limits on budgets.
     *
     * @throws Rejected if it is missing
     */
    public void check(ApiCall call) {
        if (call.body().has("budget") && !call.body().has("currency")) {
            throw new Rejected(
                    Kind.INVALID_REQUEST,
                    "The limits cannot be used.",
                    List.of(FieldError.atPointer("/currency", "is required beside a budget")));
        }
    }

    /** Returns true if the ad account's currency must be known. */
    public boolean namesCurrency(ApiCall call) {
        return call.body().has("currency");
    }

    /**
     * Replaces all limits.
     *
     * @throws Conflict if the currency is not that of the ad account
     */
    public void set(ApiCall call) throws SQLException {
        AdAccount account = call.noted(AdAccount.class);
        String currency = call.body().path("currency").asText();
        if (account != null && !account.currency().equals(currency)) {
            throw new Conflict(
                    Kind.LIMITS_STALE,
                    "The ad account " + account.adAccountId() + " has the currency " + account.currency() + ", and not "
                            + currency + ". Name its own currency, and all amounts in it.");
        }
        Client set = repository
                .setLimits(
                        call.clientId(), call.body().toString(), call.account().adAccountId())
                .orElseThrow(() -> new Conflict("The client has got another ad account meanwhile. Repeat the call."));
        clients.forget(call.clientId());
        call.reply(view(call, set));
    }

    /** Freezes the client. */
    public void freeze(ApiCall call) throws SQLException {
        frozen(
                call,
                repository.freeze(
                        call.clientId(),
                        call.scope().keyId(),
                        call.body().path("reason").asText(null)));
    }

    /** Unfreezes the client. */
    public void unfreeze(ApiCall call) throws SQLException {
        frozen(call, repository.unfreeze(call.clientId()));
    }

    private void frozen(ApiCall call, Optional<Client> row) {
        Client client = row.orElseThrow(() -> unknown(call.clientId()));
        clients.forget(client.clientId());
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("client_id", client.clientId());
        freeze(client, answer);
        call.reply(answer);
    }

    private static void freeze(Client client, ObjectNode json) {
        json.put(
                        "frozen_at",
                        client.frozenAt() == null
                                ? null
                                : client.frozenAt()
                                        .truncatedTo(ChronoUnit.MILLIS)
                                        .toString())
                .put("frozen_reason", client.frozenReason());
    }

    private static ObjectNode view(ApiCall call, Client client) {
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        view.put("client_id", client.clientId())
                .put("ad_account_id", client.adAccountId())
                .put("page_id", client.pageId());
        if (client.limits() != null) {
            view.setAll((ObjectNode) client.limits());
        }
        view.set("display", display(client.limits()));
        ObjectNode key = view.putObject("key");
        ArrayNode scopes = key.putArray("scopes");
        Scope.ALL.stream().filter(call.scope()::may).sorted().map(Scope::word).forEach(scopes::add);
        JsonNode own = call.scope().key() == null ? null : call.scope().key().limits();
        key.set("limits", own);
        key.set("display", display(own));
        freeze(client, view);
        return view;
    }

    /** The formatted amounts, by the name of the limit. */
    private static ObjectNode display(JsonNode limits) {
        ObjectNode display = JsonNodeFactory.instance.objectNode();
        if (limits != null) {
            String currency = limits.path("currency").asText();
            limits.path("budget")
                    .properties()
                    .forEach(budget -> display.put(
                            "budget." + budget.getKey(),
                            Money.text(budget.getValue().asLong(), currency)
                                    + (budget.getKey().contains("daily") ? " / day" : "")));
        }
        return display;
    }
}
