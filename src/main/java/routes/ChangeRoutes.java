package routes;

import static flow.Bodies.caught;
import static flow.Bodies.on;
import static flow.Bodies.when;

import calls.ApiCall;
import calls.CallClients;
import campaigns.AdObjects;
import campaigns.Changes;
import campaigns.Creates;
import campaigns.Deletions;
import guardrails.Activations;
import http.Replies;
import io.quarkus.arc.Unremovable;
import org.apache.camel.builder.RouteBuilder;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Changes and deletions of campaigns, ad sets, ads and creatives while the caller waits. */
@Singleton
@Unremovable
public class ChangeRoutes extends RouteBuilder {

    private final CallClients clients;
    private final Creates creates;
    private final Changes changes;
    private final Activations activations;
    private final Replies replies;

    @Inject
    public ChangeRoutes(
            CallClients clients, Creates creates, Changes changes, Activations activations, Replies replies) {
        this.clients = clients;
        this.creates = creates;
        this.changes = changes;
        this.activations = activations;
        this.replies = replies;
    }

    @Override
    public void configure() {
        change("changeCampaign", "campaign");
        change("changeAdSet", "adset");
        change("changeAd", "ad");
        change("changeCreative", "creative");

        delete("deleteCampaign", "campaign");
        delete("deleteAdSet", "adset");
        delete("deleteAd", "ad");
        delete("deleteCreative", "creative");
    }

    private void change(String operation, String kind) {
        from("direct:" + operation)
                .routeId(operation)
                .routeConfigurationId("api")
                .process(on(ApiCall.class, clients::find))
                .process(on(ApiCall.class, call -> changes.check(call, kind)))
                .process(on(ApiCall.class, clients::checkPages))
                // Before the Idempotency-Key, which takes equal numbers of units for the same request.
                .process(on(ApiCall.class, creates::check))
                .filter(when(ApiCall.class, creates::namesCurrencies))
                .to("direct:read-account")
                .process(on(ApiCall.class, creates::checkCurrencies))
                .end()
                .process(on(ApiCall.class, changes::begin))
                .filter(when(ApiCall.class, ApiCall::isUnanswered))
                .process(on(ApiCall.class, call -> changes.read(call, kind)))
                .to("direct:graph")
                .process(on(ApiCall.class, AdObjects::checkOwn))
                .filter(when(ApiCall.class, activations::isToBeWeighed))
                .to("direct:weigh-activation")
                .end()
                .process(on(ApiCall.class, call -> changes.decide(call, kind)))
                .end()
                .filter(when(ApiCall.class, ApiCall::isUnanswered))
                .process(on(ApiCall.class, changes::send))
                .doTry()
                .to("direct:graph")
                .doCatch(Exception.class)
                .process(caught(ApiCall.class, changes::failed))
                .end()
                .process(on(ApiCall.class, changes::reply))
                .end()
                .process(replies);
    }

    private void delete(String operation, String kind) {
        from("direct:" + operation)
                .routeId(operation)
                .routeConfigurationId("api")
                .process(on(ApiCall.class, clients::find))
                .process(on(ApiCall.class, call -> Deletions.read(call, kind)))
                .to("direct:graph")
                .process(on(ApiCall.class, AdObjects::checkOwn))
                .process(on(ApiCall.class, Deletions::begin))
                .filter(when(ApiCall.class, ApiCall::isUnanswered))
                .doTry()
                .to("direct:graph")
                .doCatch(Exception.class)
                .process(caught(ApiCall.class, Deletions::failed))
                .end()
                .process(on(ApiCall.class, Deletions::reply))
                .end()
                .process(replies);
    }
}
