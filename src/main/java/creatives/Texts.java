package creatives;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.Findings;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The texts of a creative: one of each sort, or several, which Meta combines in an ordinary ad set (Meta docs, "Asset
 * Feed Spec Options"; {@code optimization_type} {@code DEGREES_OF_FREEDOM}).
 *
 * @param several true if one of the sorts has several
 */
record Texts(List<String> messages, List<String> headlines, List<String> descriptions, boolean several) {

    /**
     * The sorts of texts, each with its field for one, its field for several, and Meta's maximum length for several.
     */
    private enum Sort {
        MESSAGE("message", "messages", 1024),
        HEADLINE("headline", "headlines", 255),
        DESCRIPTION("description", "descriptions", 255);

        private final String one;
        private final String many;
        private final int most;

        Sort(String one, String many, int most) {
            this.one = one;
            this.many = many;
            this.most = most;
        }
    }

    /** The older name of a video's headline. */
    static final String TITLE = "title";

    static Texts of(JsonNode input) {
        return new Texts(
                of(input, Sort.MESSAGE), of(input, Sort.HEADLINE), of(input, Sort.DESCRIPTION), areSeveral(input));
    }

    private static boolean areSeveral(JsonNode input) {
        for (Sort sort : Sort.values()) {
            if (input.hasNonNull(sort.many)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> of(JsonNode input, Sort sort) {
        JsonNode many = input.path(sort.many);
        if (many.isArray()) {
            return many.valueStream().map(JsonNode::asText).toList();
        }
        String one = one(input, sort).asText(null);
        return one == null ? List.of() : List.of(one);
    }

    private static JsonNode one(JsonNode input, Sort sort) {
        return sort == Sort.HEADLINE && !input.hasNonNull(sort.one) ? input.path(TITLE) : input.path(sort.one);
    }

    /** Checks the texts; the contract has checked their number and format. */
    static void check(JsonNode input, Findings findings) {
        if (input.hasNonNull("headline") && input.hasNonNull(TITLE)) {
            findings.invalid(TITLE, "is the same field as headline; use only one of them");
        }
        if (!areSeveral(input)) {
            return;
        }
        for (Sort sort : Sort.values()) {
            check(input, sort, findings);
        }
    }

    private static void check(JsonNode input, Sort sort, Findings findings) {
        JsonNode many = input.path(sort.many);
        boolean hasOne = !one(input, sort).isMissingNode();
        if (many.isArray() && hasOne) {
            findings.invalid(sort.many, "must not be combined with " + sort.one);
        }
        if (!many.isArray() && !hasOne && sort != Sort.DESCRIPTION) {
            findings.refuse(
                    sort.many,
                    "Several texts require at least one message and one headline: add " + sort.one + " or " + sort.many
                            + ".");
        }
        Set<String> seen = new HashSet<>();
        List<String> texts = of(input, sort);
        for (int i = 0; i < texts.size(); i++) {
            String path = many.isArray() ? sort.many + "." + i : sort.one;
            String text = texts.get(i);
            if (text.codePointCount(0, text.length()) > sort.most) {
                findings.refuse(
                        path, "has more than " + sort.most + " characters, the most that Meta combines with others.");
            }
            if (!seen.add(text.strip())) {
                findings.refuse(path, "is a duplicate; Meta accepts each text once (1815629).");
            }
        }
    }

    /** The first message, or null. */
    String message() {
        return first(messages);
    }

    /** The first headline, or null. */
    String headline() {
        return first(headlines);
    }

    /** The first description, or null. */
    String description() {
        return first(descriptions);
    }

    private static String first(List<String> texts) {
        return texts.isEmpty() ? null : texts.get(0);
    }

    /** Writes all texts into an asset feed. */
    void writeFeed(ObjectNode feed) {
        feed.set("bodies", texts(messages));
        feed.set("titles", texts(headlines));
        if (!descriptions.isEmpty()) {
            feed.set("descriptions", texts(descriptions));
        }
        feed.put("optimization_type", "DEGREES_OF_FREEDOM");
    }

    private static ArrayNode texts(List<String> texts) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        texts.forEach(text -> list.addObject().put("text", text));
        return list;
    }
}
