package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** What can be set while the sandbox runs. {@code docs/sandbox.md} describes each setting. */
final class Settings {
    private static final String CURRENCY = "account_currency";
    private static final String USD = "USD";

    /** @param rule what a value must be, for error texts */
    private record Setting(JsonNode initial, Predicate<JsonNode> valid, String rule) {}

    private static final Map<String, Setting> ALL = new LinkedHashMap<>();

    static {
        number("latency_ms", 0, 0);
        number("video_processing_ms", 500, 0);
        text(
                "video_outcome",
                "ready",
                value -> VideoOutcome.of(value).isPresent(),
                "must be one of ready, error, expired, deleted");
        text(
                "video_error",
                "Video Processing failed. Please try uploading again.",
                value -> !value.isBlank(),
                "must be a text");
        number("review_ms", 2000, 0);
        text(
                "review_outcome",
                "approved",
                value -> Reviews.Outcome.of(value).isPresent(),
                "must be one of approved, disapproved, with_issues");
        number("insights_ms", 500, 0);
        number("chunk_bytes", 5L * 1024 * 1024, 1);
        number("largest_post_bytes", 200L * 1024 * 1024, 1);
        number("session_ttl_ms", 0, 0);
        number("score_limit", 0, 0);
        number("score_decay_ms", 300_000, 1);
        number("score_block_ms", 60_000, 0);
        ALL.put(
                "rejected_tokens",
                new Setting(
                        Json.array(),
                        value -> value.isArray()
                                && StreamSupport.stream(value.spliterator(), false)
                                        .allMatch(JsonNode::isTextual),
                        "must be a list of strings"));
        ALL.put(
                CURRENCY,
                new Setting(
                        TextNode.valueOf(USD),
                        Settings::areCurrencies,
                        "must be a code of three capital letters, or an object with one for each act_…"));
        text("account_dsa_payor", "", value -> true, "must be a text");
        problems("posts", "\\d+_\\d+", "unavailable|not_promotable", "posts to unavailable or not_promotable");
        problems("instagram_media", "\\d+", ".+", "media to unavailable or the reason why they cannot be boosted");
    }

    private final Map<String, JsonNode> values = new LinkedHashMap<>();

    Settings() {
        ALL.forEach((name, setting) -> values.put(name, setting.initial()));
    }

    private static void number(String name, long initial, long least) {
        ALL.put(
                name,
                new Setting(
                        LongNode.valueOf(initial),
                        value -> value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= least,
                        "must be a whole number of at least " + least));
    }

    private static void text(String name, String initial, Predicate<String> valid, String rule) {
        ALL.put(
                name,
                new Setting(
                        TextNode.valueOf(initial), value -> value.isTextual() && valid.test(value.textValue()), rule));
    }

    /** Ids, and what is wrong with each. */
    private static void problems(String name, String id, String problem, String rule) {
        ALL.put(
                name,
                new Setting(
                        Json.object(),
                        value -> value.isObject()
                                && value.properties().stream()
                                        .allMatch(entry -> entry.getKey().matches(id)
                                                && entry.getValue().isTextual()
                                                && entry.getValue().textValue().matches(problem)),
                        "must be an object from ids of " + rule));
    }

    private static boolean areCurrencies(JsonNode value) {
        return isCurrency(value)
                || value.isObject()
                        && !value.isEmpty()
                        && value.properties().stream()
                                .allMatch(entry -> entry.getKey().matches("act_\\d+") && isCurrency(entry.getValue()));
    }

    private static boolean isCurrency(JsonNode value) {
        return value.isTextual() && value.textValue().matches("[A-Z]{3}");
    }

    /** Takes over the settings given and keeps the others; nothing is changed where one of them is wrong. */
    void change(JsonNode changes) {
        if (changes == null || !changes.isObject()) {
            throw new IllegalArgumentException("settings must be a JSON object");
        }
        changes.properties().forEach(change -> {
            Setting setting = ALL.get(change.getKey());
            if (setting == null) {
                throw new IllegalArgumentException("unknown setting '" + change.getKey() + "'");
            }
            if (!setting.valid().test(change.getValue())) {
                throw new IllegalArgumentException(change.getKey() + " " + setting.rule());
            }
        });
        changes.properties()
                .forEach(change -> values.put(change.getKey(), change.getValue().deepCopy()));
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object();
        values.forEach(json::set);
        return json;
    }

    boolean rejects(String token) {
        return Json.texts(values.get("rejected_tokens")).contains(token);
    }

    /** @param account {@code act_…} */
    String currencyOf(String account) {
        JsonNode currencies = values.get(CURRENCY);
        return currencies.isTextual()
                ? currencies.textValue()
                : currencies.path(account).asText(USD);
    }

    /** @return why a post, {@code <page>_<post>}, cannot be used in an ad */
    Optional<String> postProblem(String id) {
        return Optional.ofNullable(Json.text(values.get("posts"), id));
    }

    /** @return why a medium on Instagram cannot be used in an ad */
    Optional<String> mediumProblem(String id) {
        return Optional.ofNullable(Json.text(values.get("instagram_media"), id));
    }

    VideoOutcome videoOutcome() {
        return VideoOutcome.of(values.get("video_outcome").textValue()).orElseThrow();
    }

    /** @return who pays for and benefits from ads of ad sets that name nobody; empty for none */
    String accountDsaPayor() {
        return values.get("account_dsa_payor").textValue();
    }

    String videoError() {
        return values.get("video_error").textValue();
    }

    Reviews.Outcome reviewOutcome() {
        return Reviews.Outcome.of(values.get("review_outcome").textValue()).orElseThrow();
    }

    long reviewMs() {
        return number("review_ms");
    }

    long insightsMs() {
        return number("insights_ms");
    }

    long latencyMs() {
        return number("latency_ms");
    }

    long videoProcessingMs() {
        return number("video_processing_ms");
    }

    long chunkBytes() {
        return number("chunk_bytes");
    }

    /** @return size of the largest video that one call can upload */
    long largestPostBytes() {
        return number("largest_post_bytes");
    }

    long sessionTtlMs() {
        return number("session_ttl_ms");
    }

    long scoreLimit() {
        return number("score_limit");
    }

    long scoreDecayMs() {
        return number("score_decay_ms");
    }

    long scoreBlockMs() {
        return number("score_block_ms");
    }

    private long number(String name) {
        return values.get(name).longValue();
    }
}
