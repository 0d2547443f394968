package graph;

import clients.PlainKey;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * The ad labels by which created objects are found again. An account holds 100,000 labels at most (Meta docs, "Ad
 * Label"), so they come from a small set, by hash of the intent's key: a label narrows the search down, and together
 * with name, parent and time it identifies.
 */
public final class Labels {

    private static final int SET_SIZE = 4096;

    private Labels() {}

    /** The label for an intent's key; always the same one. */
    public static String of(String key) {
        byte[] digest = PlainKey.sha256(key);
        int number = (((digest[0] & 0xff) << 8) | (digest[1] & 0xff)) % SET_SIZE;
        return String.format("creative-service-%03x", number);
    }

    /** Whether an object that was read has the label; Meta writes labels as a list, or as an edge. */
    static boolean isOn(JsonNode object, String label) {
        JsonNode labels = object.path("adlabels");
        for (JsonNode one : labels.has("data") ? labels.get("data") : labels) {
            if (label.equals(one.path("name").asText())) {
                return true;
            }
        }
        return false;
    }
}
