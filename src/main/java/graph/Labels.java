package graph;

import clients.PlainKey;
import com.fasterxml.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The ad labels by which created objects are found again. An account can have 100,000 labels (Meta docs, "Ad Label"),
 * so they come from a set of 65,536, and objects may share one. A label narrows the search; together with name, parent
 * and the objects owned by other intents it identifies an object.
 *
 * <p>A label contains a period and a hash of the intent's key. Ad creatives have no creation time at Meta, so the
 * period distinguishes an old one, whose intent has been deleted, from one just created.
 */
public final class Labels {

    /** How long the labels of one period are used. */
    public static final Duration PERIOD = Duration.ofDays(60);

    private static final int HASHES = 2048;
    /** Number of periods, more than five years, after which labels repeat. */
    private static final int PERIODS = 32;

    private static final String FORMAT = "creative-service-%03x-";

    private Labels() {}

    /** The labels for an intent created at a time: the preferred one, and an alternative if that is in use. */
    public static List<String> of(String key, Instant made) {
        String period = String.format("%02x", made.getEpochSecond() / PERIOD.toSeconds() % PERIODS);
        return prefixes(key).stream().map(prefix -> prefix + period).toList();
    }

    private static List<String> prefixes(String key) {
        byte[] digest = PlainKey.sha256(key);
        return List.of(prefix(digest[0], digest[1]), prefix(digest[2], digest[3]));
    }

    private static String prefix(byte high, byte low) {
        return String.format(FORMAT, (((high & 0xff) << 8) | (low & 0xff)) % HASHES);
    }

    /** Returns true if an object has a label of this key, from any period. */
    public static boolean isOneOn(JsonNode object, String key) {
        List<String> prefixes = prefixes(key);
        return names(object).stream().anyMatch(name -> prefixes.stream().anyMatch(name::startsWith));
    }

    /** Returns true if an object has the label. */
    public static boolean isOn(JsonNode object, String label) {
        return names(object).contains(label);
    }

    /** Meta returns labels as a list, or as an edge. */
    private static List<String> names(JsonNode object) {
        JsonNode labels = object.path("adlabels");
        List<String> names = new ArrayList<>();
        for (JsonNode one : labels.has("data") ? labels.get("data") : labels) {
            names.add(one.path("name").asText());
        }
        return names;
    }
}
