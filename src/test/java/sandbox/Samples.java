package sandbox;

import sandbox.GraphClient.Part;
import sandbox.GraphClient.Reply;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Calls that Meta accepts, to be varied by tests. */
final class Samples {
    static final String ACCOUNT = "/act_1001";

    private Samples() {}

    static Map<String, String> campaign() {
        return GraphClient.params(
                "name", "Spring",
                "objective", "OUTCOME_TRAFFIC",
                "status", "PAUSED",
                "special_ad_categories", "[\"NONE\"]",
                "is_adset_budget_sharing_enabled", "false");
    }

    static String campaignId(GraphClient client) {
        return made(client.post(ACCOUNT + "/campaigns", campaign()));
    }

    static Map<String, String> adSet(String campaignId) {
        return GraphClient.params(
                "name", "Adults",
                "campaign_id", campaignId,
                "billing_event", "IMPRESSIONS",
                "optimization_goal", "LINK_CLICKS",
                "daily_budget", "1000",
                "status", "PAUSED",
                "targeting",
                        "{\"geo_locations\":{\"countries\":[\"US\"]},"
                                + "\"targeting_automation\":{\"advantage_audience\":0}}");
    }

    static String adSetId(GraphClient client) {
        return made(client.post(ACCOUNT + "/adsets", adSet(campaignId(client))));
    }

    static byte[] bytes(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static String imageHash(GraphClient client) {
        Reply reply = client.postMultipart(
                ACCOUNT + "/adimages", Map.of(), new Part("picture", "picture.png", bytes(5000, 1)));
        return reply.body().at("/images/picture/hash").asText();
    }

    static Map<String, String> linkCreative(String imageHash) {
        return GraphClient.params(
                "name",
                "Link",
                "object_story_spec",
                "{\"page_id\":\"77\",\"link_data\":{\"link\":\"https://example.com/\",\"message\":\"Hello\",\"name\":\"Headline\","
                        + "\"image_hash\":\"" + imageHash + "\","
                        + "\"call_to_action\":{\"type\":\"LEARN_MORE\",\"value\":{\"link\":\"https://example.com/\"}}}}");
    }

    static String creativeId(GraphClient client) {
        return made(client.post(ACCOUNT + "/adcreatives", linkCreative(imageHash(client))));
    }

    static Map<String, String> ad(String adSetId, String creativeId) {
        return GraphClient.params(
                "name",
                "Ad",
                "adset_id",
                adSetId,
                "creative",
                "{\"creative_id\":\"" + creativeId + "\"}",
                "status",
                "PAUSED");
    }

    /** Uploads a small video at once. */
    static String videoId(GraphClient client) {
        return made(client.postMultipart(
                ACCOUNT + "/advideos", Map.of("title", "Film"), new Part("source", "film.mp4", bytes(2048, 2))));
    }

    static Map<String, String> with(Map<String, String> params, String name, String value) {
        Map<String, String> changed = new HashMap<>(params);
        changed.put(name, value);
        return changed;
    }

    static Map<String, String> without(Map<String, String> params, String name) {
        Map<String, String> changed = new HashMap<>(params);
        changed.remove(name);
        return changed;
    }

    private static String made(Reply reply) {
        if (reply.status() != 200 || reply.id().isEmpty()) {
            throw new IllegalStateException("not made: " + reply);
        }
        return reply.id();
    }
}
