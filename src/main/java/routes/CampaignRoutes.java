package routes;

import static flow.Bodies.caught;
import static flow.Bodies.on;
import static flow.Bodies.when;

import calls.ApiCall;
import calls.CallClients;
import campaigns.AdAccounts;
import campaigns.AdObjects;
import campaigns.Creates;
import failures.Failure;
import graph.GraphException;
import guardrails.Activations;
import http.Replies;
import io.quarkus.arc.Unremovable;
import org.apache.camel.builder.RouteBuilder;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Campaigns, ad sets and ads: synchronous creates, reads and status changes; and the ad account. */
@Singleton
@Unremovable
public class CampaignRoutes extends RouteBuilder {

    private final CallClients clients;
    private final Creates creates;
    private final AdAccounts accounts;
    private final Activations activations;
    private final Replies replies;

    @Inject
    public CampaignRoutes(
            CallClients clients, Creates creates, AdAccounts accounts, Activations activations, Replies replies) {
        this.clients = clients;
        this.creates = creates;
        this.accounts = accounts;
        this.activations = activations;
        this.replies = replies;
    }

    @Override
    public void configure() {
        create("createCampaign");
        create("createAdSet");
        create("createAd");
        readBack();

        setStatus("setCampaignStatus", "campaign");
        setStatus("setAdSetStatus", "adset");
        setStatus("setAdStatus", "ad");

        read("getCampaign", "campaign");
        read("getAdSet", "adset");
        read("getAd", "ad");
        read("getCreative", "creative");

        account();
    }

    private void create(String operation) {
        from("direct:" + operation)
                .routeId(operation)
                .routeConfigurationId("api")
                .process(on(ApiCall.class, clients::find))
                // Before the Idempotency-Key, so that equal amounts count as the same request.
                .process(on(ApiCall.class, creates::check))
                .filter(when(ApiCall.class, creates::namesCurrencies))
                .to("direct:read-account")
                .process(on(ApiCall.class, creates::checkCurrencies))
                .end()
                .process(on(ApiCall.class, creates::begin))
                .choice()
                .when(when(ApiCall.class, ApiCall::isDryRun))
                .process(on(ApiCall.class, creates::dryRun))
                .to("direct:graph")
                .process(on(ApiCall.class, creates::valid))
                .when(when(ApiCall.class, ApiCall::isUnanswered))
                .to("direct:create")
                .to("direct:read-back-placements")
                .process(on(ApiCall.class, creates::created))
                .end()
                .process(replies);
    }

    /** The object exists: a failure of this look at it is a warning. */
    private void readBack() {
        from("direct:read-back-placements")
                .routeId("read-back-placements")
                .errorHandler(noErrorHandler())
                .filter(when(ApiCall.class, creates::readsBack))
                .doTry()
                .process(on(ApiCall.class, creates::readBack))
                .to("direct:graph")
                .process(on(ApiCall.class, creates::compare))
                .doCatch(Failure.class)
                .process(caught(ApiCall.class, creates::unread))
                .end();
    }

    /** Checks the owner first: Meta's ids are global, and an agency's token may access many accounts. */
    private void setStatus(String operation, String kind) {
        from("direct:" + operation)
                .routeId(operation)
                .routeConfigurationId("api")
                .process(on(ApiCall.class, clients::find))
                .process(on(ApiCall.class, call -> AdObjects.readOwner(call, kind)))
                .to("direct:graph")
                .process(on(ApiCall.class, AdObjects::checkOwn))
                .filter(when(ApiCall.class, activations::isToBeWeighed))
                .to("direct:weigh-activation")
                .end()
                .process(on(ApiCall.class, AdObjects::setStatus))
                .to("direct:graph")
                .process(on(ApiCall.class, AdObjects::statusSet))
                .process(replies);
    }

    private void read(String operation, String kind) {
        from("direct:" + operation)
                .routeId(operation)
                .routeConfigurationId("api")
                .process(on(ApiCall.class, clients::find))
                .process(on(ApiCall.class, call -> AdObjects.read(call, kind)))
                .to("direct:graph")
                .process(on(ApiCall.class, AdObjects::checkOwn))
                .process(on(ApiCall.class, AdObjects::show))
                .process(replies);
    }

    private void account() {
        from("direct:getAccount")
                .routeId("getAccount")
                .routeConfigurationId("api")
                .process(on(ApiCall.class, clients::find))
                .to("direct:read-account")
                .filter(when(ApiCall.class, accounts::areMinimumsUnread))
                .process(on(ApiCall.class, accounts::readMinimums))
                // A token without permission to read the minimums still gets the account.
                .doTry()
                .to("direct:graph")
                .doCatch(GraphException.Invalid.class)
                .end()
                .process(on(ApiCall.class, accounts::rememberMinimums))
                .end()
                .process(on(ApiCall.class, accounts::show))
                .process(replies);

        from("direct:read-account")
                .routeId("read-account")
                .errorHandler(noErrorHandler())
                .process(on(ApiCall.class, accounts::recall))
                .filter(when(ApiCall.class, accounts::isUnread))
                .process(on(ApiCall.class, accounts::read))
                .to("direct:graph")
                .process(on(ApiCall.class, accounts::remember));
    }
}
