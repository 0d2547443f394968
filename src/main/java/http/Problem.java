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
 * The error answer of the API, a problem of RFC 9457. Immutable. Status and title are determined by the kind.
 *
 * @param kind the problem type, by which callers distinguish errors
 * @param detail one or two sentences about this occurrence, for people
 * @param errors the fields with errors, empty if the problem is not about fields
 * @param graph Meta's own error ({@code code}, {@code error_subcode}, {@code message}, …), or null
 * @param retryAfter how long to wait before a retry, or null
 * @param members further members of this kind
 */
public record Problem(
        Kind kind, String detail, List<FieldError> errors, JsonNode graph, Duration retryAfter, ObjectNode members) {

    /** The media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** The path of the page that explains each kind; a problem's {@code type} is this prefix and the kind. */
    public static final String TYPE_PREFIX = "/problems/";

    public Problem {
        Objects.requireNonNull(kind, "kind");
        errors = List.copyOf(errors);
        graph = graph == null ? null : graph.deepCopy();
        members = members.deepCopy();
    }

    public static Problem of(Kind kind, String detail) {
        return new Problem(kind, detail, List.of(), null, null, JsonNodeFactory.instance.objectNode());
    }

    public Problem withErrors(List<FieldError> fields) {
        return new Problem(kind, detail, fields, graph, retryAfter, members);
    }

    public Problem withGraph(JsonNode error) {
        return new Problem(kind, detail, errors, error, retryAfter, members);
    }

    /** The same problem, with further members. */
    public Problem withMembers(ObjectNode further) {
        return new Problem(kind, detail, errors, graph, retryAfter, further);
    }

    public Problem withRetryAfter(Duration wait) {
        return new Problem(kind, detail, errors, graph, wait, members);
    }

    @Override
    public JsonNode graph() {
        return graph == null ? null : graph.deepCopy();
    }

    public int status() {
        return kind.status();
    }

    public String title() {
        return kind.title();
    }

    /** The problem's {@code type}, such as {@code /problems/not-found}. */
    public String type() {
        return TYPE_PREFIX + kind.suffix();
    }

    /**
     * The value of a {@code Retry-After} header: whole seconds, rounded up, at least 1. Empty if the wait is unknown.
     */
    public Optional<String> retryAfterSeconds() {
        return Optional.ofNullable(retryAfter)
                .map(wait -> Math.max(1, wait.plusSeconds(1).minusNanos(1).toSeconds()))
                .map(String::valueOf);
    }

    /**
     * @param instance the path of the request, or null
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
        json.setAll(members.deepCopy());
        return json;
    }
}
