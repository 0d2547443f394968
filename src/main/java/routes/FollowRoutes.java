package routes;

import static flow.Bodies.caught;
import static flow.Bodies.on;
import static flow.Bodies.when;

import calls.ApiCall;
import calls.CallClients;
import campaigns.AdObjects;
import campaigns.AdReview;
import campaigns.Insights;
import campaigns.ObjectLists;
import campaigns.Previews;
import graph.GraphException;
import http.Replies;
import io.quarkus.arc.Unremovable;
import org.apache.camel.builder.RouteBuilder;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Lists, statistics, previews and reviews of objects. */
@Singleton
@Unremovable
public class FollowRoutes extends RouteBuilder {

    private final CallClients clients;
    private final Replies replies;

    @Inject
    public FollowRoutes(CallClients clients, Replies replies) {
        this.clients = clients;
        this.replies = replies;
    }

    @Override
    public void configure() {
        list("listCampaigns", "campaign");
        list("listAdSets", "adset");
        list("listAds", "ad");
        list("listCreatives", "creative");

        insights("getCampaignInsights", "campaign");
        insights("getAdSetInsights", "adset");
        insights("getAdInsights", "ad");

        preview();
        review();
    }

    private void list(String operation, String kind) {
        from("direct:" + operation)
                .routeId(operation)
                .routeConfigurationId("api")
                .process(on(ApiCall.class, clients::find))
                .process(on(ApiCall.class, call -> ObjectLists.begin(call, kind)))
                .filter(when(ApiCall.class, ObjectLists::hasParent))
                .doTry()
                .to("direct:graph")
                .process(on(ApiCall.class, ObjectLists::checkParent))
                .doCatch(GraphException.Invalid.class)
                .process(caught(ApiCall.class, ObjectLists::parentFailed))
                .end()
                .end()
                .process(on(ApiCall.class, call -> ObjectLists.list(call, kind)))
                .to("direct:graph")
                .process(on(ApiCall.class, call -> ObjectLists.show(call, kind)))
                .process(replies);
    }

    private void insights(String operation, String kind) {
        from("direct:" + operation)
                .routeId(operation)
                .routeConfigurationId("api")
                .process(on(ApiCall.class, clients::find))
                .process(on(ApiCall.class, call -> Insights.begin(call, kind)))
                .to("direct:graph")
                .process(on(ApiCall.class, AdObjects::checkOwn))
                .process(on(ApiCall.class, Insights::ask))
                .to("direct:graph")
                .process(on(ApiCall.class, Insights::show))
                .process(replies);
    }

    private void preview() {
        from("direct:previewCreative")
                .routeId("previewCreative")
                .routeConfigurationId("api")
                .process(on(ApiCall.class, clients::find))
                .process(on(ApiCall.class, call -> AdObjects.readOwner(call, "creative")))
                .to("direct:graph")
                .process(on(ApiCall.class, AdObjects::checkOwn))
                .process(on(ApiCall.class, Previews::ask))
                .to("direct:graph")
                .process(on(ApiCall.class, Previews::show))
                .process(replies);
    }

    private void review() {
        from("direct:getAdReview")
                .routeId("getAdReview")
                .routeConfigurationId("api")
                .process(on(ApiCall.class, clients::find))
                .process(on(ApiCall.class, AdReview::read))
                .to("direct:graph")
                .process(on(ApiCall.class, AdObjects::checkOwn))
                .process(on(ApiCall.class, AdReview::show))
                .process(replies);
    }
}
