package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All kinds of objects of an ad account, connected where one asks another. */
final class Kinds {
    private final Campaigns campaigns;
    private final AdSets adSets;
    private final Ads ads;
    private final Creatives creatives;
    private final Videos videos;
    private final Map<String, Kind> byEdge = new LinkedHashMap<>();

    Kinds(Store store, Settings settings, Posts posts) {
        Labels labels = new Labels(store);
        Images images = new Images(store);
        videos = new Videos(store, settings);
        campaigns = new Campaigns(store, labels);
        adSets = new AdSets(store, labels, campaigns, settings);
        campaigns.adSetsAre(adSets::in);
        creatives = new Creatives(store, labels, images, videos, posts);
        images.inUseWhere(creatives::anyUses);
        Reviews reviews = new Reviews(store, settings);
        ads = new Ads(store, labels, new AdTree(campaigns, adSets, store), adSets, creatives, reviews);
        adSets.reviewedBy(adSet -> ads.under(adSet).forEach(reviews::start));
        creatives.inUseWhere(ads::anyUses);
        adSets.publishedWhere(ads::anyIn);
        for (Kind kind : List.of(campaigns, adSets, ads, creatives, labels, images, videos)) {
            byEdge.put(kind.edge(), kind);
        }
    }

    /** @return the kind that the account's edge makes and lists, or null */
    Kind byEdge(String edge) {
        return byEdge.get(edge);
    }

    Campaigns campaigns() {
        return campaigns;
    }

    AdSets adSets() {
        return adSets;
    }

    Ads ads() {
        return ads;
    }

    Creatives creatives() {
        return creatives;
    }

    Videos videos() {
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
