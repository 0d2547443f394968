package http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.FieldError;
import failures.Kind;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What every error answer of the API looks like: a problem of RFC 9457. Immutable; status and title come
 * from the kind, so that one kind never answers in two ways.
 *
 * @param kind what went wrong, as callers tell cases apart
 * @param detail what went wrong this time, one or two sentences for people
 * @param errors the fields at fault, empty where the problem is not about fields
 * @param graph Meta's own error ({@code code}, {@code error_subcode}, {@code message}, …), or null
 * @param retryAfter how long to wait before the call is worth repeating, or null
 */
public record Problem(Kind kind, String detail, List<FieldError> errors, JsonNode graph, Duration retryAfter) {

    /** The media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** The path under which each kind is explained; a problem's {@code type} is this and the kind. */
    public static final String TYPE_PREFIX = "/problems/";

    public Problem {
        Objects.requireNonNull(kind, "kind");
        errors = List.copyOf(errors);
        graph = graph == null ? null : graph.deepCopy();
    }

    /** A problem of this kind with a sentence about this case. */
    public static Problem of(Kind kind, String detail) {
        return new Problem(kind, detail, List.of(), null, null);
    }

    /** The same problem, naming these fields. */
    public Problem withErrors(List<FieldError> fields) {
        return new Problem(kind, detail, fields, graph, retryAfter);
    }

    /** The same problem, with Meta's own error. */
    public Problem withGraph(JsonNode error) {
        return new Problem(kind, detail, errors, error, retryAfter);
    }

    /** The same problem, with the wait before a repetition. */
    public Problem withRetryAfter(Duration wait) {
        return new Problem(kind, detail, errors, graph, wait);
    }

    /** Meta's own error, or null. */
    @Override
    public JsonNode graph() {
        return graph == null ? null : graph.deepCopy();
    }

    /** The HTTP status. */
    public int status() {
        return kind.status();
    }

    /** The kind in a few words. */
    public String title() {
        return kind.title();
    }

    /** The problem's {@code type}, such as {@code /problems/not-found}. */
    public String type() {
        return TYPE_PREFIX + kind.suffix();
    }

    /** The value of a {@code Retry-After} header: whole seconds, rounded up, at least 1. Empty where no wait is known. */
    public Optional<String> retryAfterSeconds() {
        return Optional.ofNullable(retryAfter)
                .map(wait -> Math.max(1, wait.plusSeconds(1).minusNanos(1).toSeconds()))
                .map(String::valueOf);
    }

    /**
     * The problem as JSON.
     *
     * @param instance the path of the request, or null where there was none
     */
    public ObjectNode toJson(String instance) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", type());
        json.put("title", title());
        json.put("status", status());
        if (detail != null) {
            json.put("detail", detail);
        }
        if (instance != null) {
            json.put("instance", instance);
        }
        if (!errors.isEmpty()) {
            json.putArray("errors")
                    .addAll(errors.stream().map(FieldError::toJson).toList());
        }
        if (graph != null) {
            json.set("graph", graph.deepCopy());
        }
        return json;
    }
}
