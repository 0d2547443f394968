package http;

import clients.Excerpt;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
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

    /** What can go wrong, one constant a kind of answer; callers branch on it. */
    public enum Kind {
        INVALID_REQUEST(
                400,
                "Invalid request",
                "The request is malformed or does not match the contract; `errors` names the fields at fault."),
        UNAUTHORIZED(401, "Unauthorized", "The call needs a key, and none or an unknown one came with it."),
        FORBIDDEN(403, "Forbidden", "The key does not allow this call, or the client is disabled."),
        NOT_FOUND(404, "Not found", "There is no such path, or no such object for this client."),
        METHOD_NOT_ALLOWED(405, "Method not allowed", "The path exists, but not for this method; see `Allow`."),
        NOT_ACCEPTABLE(406, "Not acceptable", "The `Accept` header allows none of the media types offered."),
        REQUEST_TIMEOUT(408, "Request timeout", "The body came too slowly."),
        CONFLICT(409, "Conflict", "The present status of the object does not allow the call."),
        IN_PROGRESS(409, "Still in progress", "A request with the same Idempotency-Key is still running."),
        TOO_LARGE(413, "Too large", "The body, or a file in it, is larger than the limit."),
        UNSUPPORTED_MEDIA_TYPE(
                415,
                "Unsupported media type",
                "The `Content-Type` is missing or not the one asked for, or a file is not of an allowed type."),
        REJECTED_BY_META(422, "Rejected by Meta", "Meta refused the input; `graph` has Meta's own error."),
        PREFLIGHT(422, "Would be rejected by Meta", "Meta surely would refuse the input, so it was not asked."),
        IDEMPOTENCY_MISMATCH(
                422, "Idempotency key reused", "The Idempotency-Key was used before, with another request."),
        TOKEN_REJECTED(424, "Token rejected", "Meta no longer accepts the client's access token."),
        ACCOUNT_THROTTLED(
                429,
                "Account throttled",
                "Meta throttles the client's ad account, its page or the app; wait for `Retry-After`."),
        RATE_LIMITED(
                429,
                "Rate limited",
                "The client has used up its share of this service, or a quota; wait for `Retry-After`."),
        INTERNAL_ERROR(500, "Internal error", "A fault of this service; its log tells more."),
        META_FAILED(502, "Meta failed", "Meta answered with an error that repetition did not cure."),
        OVERLOADED(
                503, "Overloaded", "The service has as many calls as it takes, or no call to Meta was free in time."),
        UNAVAILABLE(503, "Unavailable", "A part that this service needs is away, or Meta is down."),
        OUTCOME_UNKNOWN(
                504,
                "Outcome unknown",
                "Meta's answer was lost; whether it made the object is being found out. Repeat the call with the same"
                        + " Idempotency-Key."),
        TIMEOUT(504, "Timeout", "Nothing came in the time allowed."),
        STORAGE_FULL(507, "Storage full", "There is no room for the upload.");

        private final int status;
        private final String title;
        private final String meaning;

        Kind(int status, String title, String meaning) {
            this.status = status;
            this.title = title;
            this.meaning = meaning;
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }

        /** The kind in a few words; the same in every answer of the kind. */
        public String title() {
            return title;
        }

        /** The kind in a sentence, for the page under {@link #TYPE_PREFIX}. */
        public String meaning() {
            return meaning;
        }

        /** The kind's name in {@code type}, such as {@code not-found}. */
        public String suffix() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The kind of this name in {@code type}. */
        public static Optional<Kind> ofSuffix(String suffix) {
            for (Kind kind : values()) {
                if (kind.suffix().equals(suffix)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * One field at fault. Exactly one of {@code pointer} and {@code field} is set.
     *
     * @param pointer where in a JSON body, as a JSON Pointer (RFC 6901); empty for the body itself
     * @param field the name of a form field, a query or path parameter, or a header
     * @param detail what is wrong with it
     */
    public record FieldError(String pointer, String field, String detail) {

        /** The longest detail: the longest list of values that the contract allows fits. */
        private static final int MAX_DETAIL_LENGTH = 700;

        /** A fault in a JSON body. */
        public static FieldError atPointer(String pointer, String detail) {
            return new FieldError(Excerpt.of(pointer, Pointer.MAX_LENGTH), null, Excerpt.of(detail, MAX_DETAIL_LENGTH));
        }

        /** A fault in a form field, parameter or header. Its name may be one that the caller made up. */
        public static FieldError ofField(String field, String detail) {
            return new FieldError(null, Excerpt.of(field, Pointer.MAX_LENGTH), Excerpt.of(detail, MAX_DETAIL_LENGTH));
        }

        ObjectNode toJson() {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            if (pointer != null) {
                json.put("pointer", pointer);
            } else {
                json.put("field", field);
            }
            return json.put("detail", detail);
        }
    }
}
