package sandbox;

import sandbox.GraphClient.Part;
import sandbox.GraphClient.Reply;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;

/** Calls that Meta accepts, to be varied by tests. */
final class Samples {
    static final String ACCOUNT = "/act_1001";

    private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int CHUNK_FRAME = 12;

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

    private static Map<String, String> plainAdSet(String campaignId) {
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

    static byte[] bytes(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** A PNG of one pixel and that many bytes. */
    static byte[] png(int size, long seed) {
        byte[] header = {0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0};
        int chunks = 3;
        byte[] samples = bytes(size - PNG_SIGNATURE.length - chunks * CHUNK_FRAME - header.length, seed);
        ByteBuffer png = ByteBuffer.allocate(size).put(PNG_SIGNATURE);
        chunk(png, "IHDR", header);
        chunk(png, "IDAT", samples);
        chunk(png, "IEND", new byte[0]);
        return png.array();
    }

    private static void chunk(ByteBuffer png, String type, byte[] data) {
        png.putInt(data.length);
        int start = png.position();
        png.put(type.getBytes(StandardCharsets.US_ASCII)).put(data);
        CRC32 checksum = new CRC32();
        checksum.update(png.array(), start, png.position() - start);
        png.putInt((int) checksum.getValue());
    }

    static String imageHash(GraphClient client) {
        return imageHash(client, 1);
    }

    /** @param seed another image for each */
    static String imageHash(GraphClient client, long seed) {
        Reply reply = client.postMultipart(
                ACCOUNT + "/adimages", Map.of(), new Part("picture", "picture.png", png(5000, seed)));
        return reply.body().at("/images/picture/hash").asText();
    }

    /** JSON in which apostrophes stand for quotes. */
    static String json(String text) {
        return text.replace('\'', '"');
    }

    /** A creative of the given specs: names and JSON in which apostrophes stand for quotes. */
    static Map<String, String> creative(String... pairs) {
        Map<String, String> params = new HashMap<>(Map.of("name", "Creative"));
        for (int i = 0; i < pairs.length; i += 2) {
            params.put(pairs[i], json(pairs[i + 1]));
        }
        return params;
    }

    static Reply makeCreative(GraphClient client, String... pairs) {
        return client.post(ACCOUNT + "/adcreatives", creative(pairs));
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

    /** Uploads a small video that is ready at once. */
    static String readyVideoId(GraphClient client) {
        client.settings("{\"video_processing_ms\":0}");
        return videoId(client);
    }

    /** An ad set of other values: names and JSON in which apostrophes stand for quotes. */
    static String adSetId(GraphClient client, String... pairs) {
        return made(client.post(ACCOUNT + "/adsets", adSet(campaignId(client), pairs)));
    }

    static Map<String, String> adSet(String campaignId, String... pairs) {
        Map<String, String> params = new HashMap<>(plainAdSet(campaignId));
        for (int i = 0; i < pairs.length; i += 2) {
            params.put(pairs[i], json(pairs[i + 1]));
        }
        return params;
    }

    /** An ad set whose ads open a form of page 77. */
    static String leadAdSetId(GraphClient client) {
        String campaignId = made(client.post(ACCOUNT + "/campaigns", with(campaign(), "objective", "OUTCOME_LEADS")));
        return made(client.post(
                ACCOUNT + "/adsets",
                adSet(
                        campaignId,
                        "optimization_goal",
                        "LEAD_GENERATION",
                        "destination_type",
                        "ON_AD",
                        "promoted_object",
                        "{'page_id':'77'}")));
    }

    /** A targeting of the United States with more members: JSON in which apostrophes stand for quotes. */
    static String targeting(String members) {
        return json("{'geo_locations':{'countries':['US']},'targeting_automation':{'advantage_audience':0}"
                + (members.isEmpty() ? "" : "," + members) + "}");
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
