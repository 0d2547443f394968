package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All kinds of objects of an ad account, connected where one asks another. */
final class ObjectKinds {
    private final CampaignNodes campaigns;
    private final AdSetNodes adSets;
    private final AdNodes ads;
    private final CreativeNodes creatives;
    private final VideoNodes videos;
    private final Map<String, ObjectKind> byEdge = new LinkedHashMap<>();

    ObjectKinds(Store store, Settings settings, Posts posts) {
        LabelNodes labels = new LabelNodes(store);
        ImageNodes images = new ImageNodes(store);
        videos = new VideoNodes(store, settings);
        campaigns = new CampaignNodes(store, labels);
        adSets = new AdSetNodes(store, labels, campaigns, settings);
        campaigns.adSetsAre(adSets::in);
        creatives = new CreativeNodes(store, labels, images, videos, posts);
        images.inUseWhere(creatives::anyUses);
        Reviews reviews = new Reviews(store, settings);
        ads = new AdNodes(store, labels, new AdTree(campaigns, adSets, store), adSets, creatives, reviews);
        adSets.reviewedBy(adSet -> ads.under(adSet).forEach(reviews::start));
        creatives.inUseWhere(ads::anyUses);
        adSets.publishedWhere(ads::anyIn);
        for (ObjectKind kind : List.of(campaigns, adSets, ads, creatives, labels, images, videos)) {
            byEdge.put(kind.edge(), kind);
        }
    }

    /** @return the kind that the account's edge makes and lists, or null */
    ObjectKind byEdge(String edge) {
        return byEdge.get(edge);
    }

    CampaignNodes campaigns() {
        return campaigns;
    }

    AdSetNodes adSets() {
        return adSets;
    }

    AdNodes ads() {
        return ads;
    }

    CreativeNodes creatives() {
        return creatives;
    }

    VideoNodes videos() {
        return videos;
    }

    /** @return all objects by edge, as the control side shows them; videos only once they are uploaded */
    ObjectNode state(Store store) {
        ObjectNode state = Json.object();
        byEdge.forEach((edge, kind) -> {
            var list = state.putArray(edge);
            store.all(kind)
                    .filter(entity -> !(entity instanceof Video video) || video.uploaded())
                    .forEach(entity -> list.add(kind.state(entity)));
        });
        var sessions = state.putArray("upload_sessions");
        store.sessions().forEach(session -> sessions.add(session.toJson()));
        return state;
    }
}
