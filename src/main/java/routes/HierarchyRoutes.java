package routes;

import static org.apache.camel.builder.PredicateBuilder.not;

import clients.AdvertisedIdentities;
import graph.Amounts;
import graph.DryRuns;
import graph.Hierarchy;
import graph.Nodes;
import graph.Preflight;
import http.IdempotencyKeys;
import org.apache.camel.builder.RouteBuilder;

/** Campaigns, ad sets and ads: created, read and switched while the caller waits. */
public class HierarchyRoutes extends RouteBuilder {

    @Override
    public void configure() {
        create("createCampaign", "campaign");
        create("createAdSet", "adSet");
        create("createAd", "ad");
        dryRun();

        setStatus("setCampaignStatus", "campaign", "campaign_id");
        setStatus("setAdSetStatus", "adset", "adset_id");
        setStatus("setAdStatus", "ad", "ad_id");

        read("getCampaign", "campaign", "campaign_id");
        read("getAdSet", "adset", "adset_id");
        read("getAd", "ad", "ad_id");
        read("getCreative", "creative", "creative_id");

        // Meta's id space is global, and one agency token may reach many accounts.
        from("direct:check-owner")
                .routeId("check-owner")
                .errorHandler(noErrorHandler())
                .setVariable("graphRequest", method(Nodes.class, "readOwner"))
                .to("direct:graph")
                .bean(Nodes.class, "checkOwn");
    }

    private void dryRun() {
        from("direct:dry-run")
                .routeId("dry-run")
                .errorHandler(noErrorHandler())
                .setVariable("graphRequest", method(DryRuns.class, "request"))
                .to("direct:graph")
                .bean(DryRuns.class, "valid")
                .setVariable("httpStatus", constant(200))
                .to("direct:answer");
    }

    private void create(String operation, String kind) {
        from("direct:" + operation)
                .routeId(operation)
                .routeConfigurationId("api")
                .to("direct:begin-call")
                .setVariable("currencies", method(Amounts.class, "currencies"))
                .setVariable("request", method(Amounts.class, "inUnits"))
                .bean(Preflight.class, "check")
                // Before the Idempotency-Key, which takes equal numbers of units for the same request.
                .to("direct:check-currency")
                // Before the Idempotency-Key, which is for the create that may follow.
                .filter(method(DryRuns.class, "isWanted"))
                .bean(AdvertisedIdentities.class, "checkPages")
                .bean(Preflight.class, "checkTime")
                .setVariable("creation")
                .method(Hierarchy.class, kind)
                .to("direct:dry-run")
                .stop()
                .end()
                .to("direct:claim-key")
                // What depends on the time or on the client's row may have changed since the create.
                .filter(not(method(IdempotencyKeys.class, "isResumed")))
                .bean(AdvertisedIdentities.class, "checkPages")
                .bean(Preflight.class, "checkTime")
                .end()
                .setVariable("creation")
                .method(Hierarchy.class, kind)
                .to("direct:create")
                .bean(Nodes.class, "created")
                .setVariable("httpStatus", constant(201))
                .to("direct:answer");
    }

    private void setStatus(String operation, String kind, String idParameter) {
        from("direct:" + operation)
                .routeId(operation)
                .routeConfigurationId("api")
                .to("direct:begin-call")
                .setVariable("id", simple("${variable.parameters[" + idParameter + "]}"))
                .setVariable("kind", constant(kind))
                .to("direct:check-owner")
                .setVariable("graphRequest", method(Nodes.class, "setStatus"))
                .to("direct:graph")
                .bean(Nodes.class, "statusSet")
                .setVariable("httpStatus", constant(200))
                .to("direct:answer");
    }

    private void read(String operation, String kind, String idParameter) {
        from("direct:" + operation)
                .routeId(operation)
                .routeConfigurationId("api")
                .to("direct:begin-call")
                .setVariable("id", simple("${variable.parameters[" + idParameter + "]}"))
                .setVariable("kind", constant(kind))
                .setVariable("graphRequest", method(Nodes.class, "read"))
                .to("direct:graph")
                .bean(Nodes.class, "checkOwn")
                .bean(Nodes.class, "shown")
                .setVariable("httpStatus", constant(200))
                .to("direct:answer");
    }
}
