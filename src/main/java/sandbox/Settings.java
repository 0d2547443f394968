package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What can be set while the sandbox runs. All but {@code video_outcome} and
 * {@code rejected_tokens} are whole numbers of at least 0:
 *
 * <ul>
 *   <li>{@code latency_ms} (0): each Graph call waits so long before it is handled
 *   <li>{@code video_processing_ms} (500): from the end of an upload until the video is ready
 *   <li>{@code video_outcome} ({@code "ready"}): how the processing of videos ends whose upload is finished from now on:
 *       {@code "ready"}, {@code "error"}, {@code "expired"} or {@code "deleted"}
 *   <li>{@code chunk_bytes} (5242880): the window that an upload session asks for next, at least 1
 *   <li>{@code session_ttl_ms} (0): an upload session ends so long after its start; 0 is never
 *   <li>{@code score_limit} (0): the score at which an account is blocked; 0 turns scores off
 *   <li>{@code score_decay_ms} (300000): a full score is forgotten in this time, at least 1
 *   <li>{@code score_block_ms} (60000): how long a block lasts
 *   <li>{@code rejected_tokens} ([]): access tokens that have expired
 * </ul>
 */
final class Settings {
    private static final String TOKENS = "rejected_tokens";
    private static final String OUTCOME = "video_outcome";
    private static final Set<String> AT_LEAST_ONE = Set.of("chunk_bytes", "score_decay_ms");

    private final Map<String, Long> numbers = new LinkedHashMap<>();
    private final Set<String> rejectedTokens = new LinkedHashSet<>();
    private VideoOutcome videoOutcome = VideoOutcome.READY;

    Settings() {
        numbers.put("latency_ms", 0L);
        numbers.put("video_processing_ms", 500L);
        numbers.put("chunk_bytes", 5L * 1024 * 1024);
        numbers.put("session_ttl_ms", 0L);
        numbers.put("score_limit", 0L);
        numbers.put("score_decay_ms", 300_000L);
        numbers.put("score_block_ms", 60_000L);
    }

    /** Takes over the settings given and keeps the others; nothing is changed where one of them is wrong. */
    void change(JsonNode changes) {
        if (changes == null || !changes.isObject()) {
            throw new IllegalArgumentException("settings must be a JSON object");
        }
        changes.properties().forEach(change -> check(change.getKey(), change.getValue()));
        changes.properties().forEach(change -> {
            if (change.getKey().equals(TOKENS)) {
                rejectedTokens.clear();
                change.getValue().forEach(token -> rejectedTokens.add(token.textValue()));
            } else if (change.getKey().equals(OUTCOME)) {
                videoOutcome = VideoOutcome.of(change.getValue().textValue()).orElseThrow();
            } else {
                numbers.put(change.getKey(), change.getValue().longValue());
            }
        });
    }

    private void check(String name, JsonNode value) {
        if (name.equals(TOKENS)) {
            if (!value.isArray()) {
                throw new IllegalArgumentException(TOKENS + " must be a list of strings");
            }
            value.forEach(token -> {
                if (!token.isTextual()) {
                    throw new IllegalArgumentException(TOKENS + " must be a list of strings");
                }
            });
        } else if (name.equals(OUTCOME)) {
            if (VideoOutcome.of(value.textValue()).isEmpty()) {
                throw new IllegalArgumentException(OUTCOME + " must be one of ready, error, expired, deleted");
            }
        } else if (!numbers.containsKey(name)) {
            throw new IllegalArgumentException("unknown setting '" + name + "'");
        } else {
            int least = AT_LEAST_ONE.contains(name) ? 1 : 0;
            if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < least) {
                throw new IllegalArgumentException(name + " must be a whole number of at least " + least);
            }
        }
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object();
        numbers.forEach(json::put);
        json.put(OUTCOME, videoOutcome.text());
        rejectedTokens.forEach(json.putArray(TOKENS)::add);
        return json;
    }

    boolean rejects(String token) {
        return rejectedTokens.contains(token);
    }

    long latencyMs() {
        return numbers.get("latency_ms");
    }

    long videoProcessingMs() {
        return numbers.get("video_processing_ms");
    }

    VideoOutcome videoOutcome() {
        return videoOutcome;
    }

    long chunkBytes() {
        return numbers.get("chunk_bytes");
    }

    long sessionTtlMs() {
        return numbers.get("session_ttl_ms");
    }

    long scoreLimit() {
        return numbers.get("score_limit");
    }

    long scoreDecayMs() {
        return numbers.get("score_decay_ms");
    }

    long scoreBlockMs() {
        return numbers.get("score_block_ms");
    }
}
