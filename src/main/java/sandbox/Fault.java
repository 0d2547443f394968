package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A fault that a test ordered: which calls it affects, how often, and what happens then.
 *
 * <p>{@code for_ms} counts from the moment the fault was posted. A skipped call is passed to the faults after this
 * one. {@code body} is any JSON, by default an empty object. {@code status} is 200 by default for actions with a {@code
 * body}, otherwise 400. {@code delay_ms} delays the answer (or the closing) of every action: with {@code delay} before
 * the call is handled, with {@code delay_after} after that, with {@code trickle} between the bytes of the answer.
 */
final class Fault {

    /** What happens to a call that a fault affects. */
    enum Action {
        /** Answer with the error, do nothing. */
        ERROR,
        /** Do what was asked, then answer with the error. */
        ERROR_AFTER,
        /** Answer with the body, do nothing. */
        ANSWER,
        /** Do what was asked, then answer with the body instead. */
        ANSWER_AFTER,
        /** Close the connection, do nothing. */
        DROP,
        /** Do what was asked, then close the connection without an answer. */
        DROP_AFTER,
        /** Wait, then do it, even if the client has disconnected. */
        DELAY,
        /** Do it, wait, then answer. */
        DELAY_AFTER,
        /** Discard a transfer, and answer with the window that it sent. */
        REPEAT_WINDOW,
        /** Do it, then send the head of the answer at once and its body one byte each {@code delay_ms}. */
        TRICKLE,
        /** End the upload session that the call names (or, on a start, makes), then handle the call. */
        EXPIRE_SESSION;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Set<String> NAMES = Set.of(
            "method",
            "path",
            "upload_phase",
            "name",
            "skip",
            "times",
            "for_ms",
            "action",
            "status",
            "error",
            "body",
            "headers",
            "delay_ms");

    private static final String TRANSFER = "transfer";
    private static final Set<Action> NEEDS_DELAY = EnumSet.of(Action.DELAY, Action.DELAY_AFTER, Action.TRICKLE);

    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final String method;
    private final String path;
    private final Pattern pathPattern;
    private final String uploadPhase;
    private final String name;
    private final Pattern namePattern;
    private final Action action;
    private final int status;
    private final ObjectNode error;
    private final JsonNode body;
    private final Map<String, String> headers;
    private final long delayMs;
    private final long until;
    private long skip;
    private long times;

    private Fault(JsonNode json, long now) {
        json.fieldNames().forEachRemaining(name -> {
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException("unknown name '" + name + "' in a fault");
            }
        });
        method = text(json, "method");
        path = text(json, "path");
        pathPattern = path == null ? null : pattern(path);
        action = action(text(json, "action"));
        uploadPhase = action == Action.REPEAT_WINDOW ? TRANSFER : text(json, "upload_phase");
        name = text(json, "name");
        namePattern = name == null ? null : wildcards(name);
        skip = number(json, "skip", 0, 0);
        boolean timed = json.hasNonNull("for_ms");
        times = number(json, "times", 1, timed ? Long.MAX_VALUE : 1);
        until = timed ? now + number(json, "for_ms", 1, 0) : Long.MAX_VALUE;
        delayMs = number(json, "delay_ms", 0, 0);
        boolean answers = action == Action.ANSWER || action == Action.ANSWER_AFTER;
        status = (int) number(json, "status", 200, answers ? 200 : 400);
        if (status > 599) {
            throw new IllegalArgumentException("status must be an HTTP status from 200 to 599");
        }
        error = error(json);
        if (json.has("body") && !answers) {
            throw new IllegalArgumentException("body needs action answer or answer_after");
        }
        body = json.has("body") || !answers ? json.get("body") : Json.object();
        headers = headers(json);
        if (NEEDS_DELAY.contains(action) && delayMs == 0) {
            throw new IllegalArgumentException("action " + action.text() + " needs delay_ms");
        }
    }

    /**
     * @param json the fault as posted
     * @param now time in milliseconds
     */
    static Fault parse(JsonNode json, long now) {
        if (!json.isObject()) {
            throw new IllegalArgumentException("a fault must be a JSON object");
        }
        return new Fault(json, now);
    }

    /** {@code *} stands for a segment or a part of one, {@code **} for several. */
    static Pattern pattern(String path) {
        StringBuilder regex = new StringBuilder();
        String rooted = path.startsWith("/") ? path : "/" + path;
        for (String part : rooted.split("((?<=\\*)(?=[^*])|(?<=[^*])(?=\\*))")) {
            regex.append(part.equals("*") ? "[^/]*" : part.startsWith("**") ? ".*" : Pattern.quote(part));
        }
        return Pattern.compile(regex.toString());
    }

    boolean over(long now) {
        return times == 0 || now >= until;
    }

    /** {@code *} stands for any part of a name. */
    private static Pattern wildcards(String name) {
        return Pattern.compile(
                Arrays.stream(name.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                Pattern.DOTALL);
    }

    boolean meets(String callMethod, String callPath, String callPhase, String callName) {
        return (method == null || method.equalsIgnoreCase(callMethod))
                && (pathPattern == null || pathPattern.matcher(callPath).matches())
                && (uploadPhase == null || uploadPhase.equals(callPhase))
                && (namePattern == null
                        || callName != null && namePattern.matcher(callName).matches());
    }

    /** Counts a call that it affects. @return whether it applies, or is still to be skipped */
    boolean apply() {
        if (skip > 0) {
            skip--;
            return false;
        }
        if (times != Long.MAX_VALUE) {
            times--;
        }
        return true;
    }

    Action action() {
        return action;
    }

    long delayMs() {
        return delayMs;
    }

    /** Without {@code error} only a 400 has a body; a 5xx answers as an edge server would, without JSON. */
    Answer answer() {
        Answer answer;
        if (action == Action.ANSWER || action == Action.ANSWER_AFTER) {
            answer = Answer.json(status, body);
        } else if (error != null) {
            answer = Answer.json(status, FaultError.complete(error));
        } else if (status == 400) {
            answer = Answer.json(status, FaultError.complete(Json.object().put("code", 1)));
        } else if (status >= 500) {
            answer = Answer.html(status, "<html><body><h1>Service Unavailable</h1></body></html>");
        } else {
            answer = Answer.empty(status);
        }
        return answer.with(headers);
    }

    ObjectNode toJson(long now) {
        ObjectNode json = Json.object().put("action", action.text());
        json.put("method", method)
                .put("path", path)
                .put("upload_phase", uploadPhase)
                .put("name", name);
        json.put("skip", skip);
        if (times != Long.MAX_VALUE) {
            json.put("times", times);
        }
        if (until != Long.MAX_VALUE) {
            json.put("for_ms", until - now);
        }
        json.put("status", status).put("delay_ms", delayMs);
        json.set("error", error);
        json.set("body", body);
        headers.forEach(json.putObject("headers")::put);
        return json;
    }

    private static Action action(String name) {
        for (Action action : Action.values()) {
            if (action.text().equals(name)) {
                return action;
            }
        }
        throw new IllegalArgumentException(
                "action must be one of error, error_after, answer, answer_after, drop, drop_after, delay, delay_after,"
                        + " trickle, repeat_window, expire_session");
    }

    private static ObjectNode error(JsonNode json) {
        JsonNode error = json.path("error");
        if (error.isMissingNode() || error.isNull()) {
            return null;
        }
        if (error instanceof ObjectNode object && object.path("code").isIntegralNumber()) {
            return object;
        }
        throw new IllegalArgumentException("error must be an object with at least a numeric code");
    }

    private static Map<String, String> headers(JsonNode json) {
        JsonNode headers = json.path("headers");
        Map<String, String> result = new LinkedHashMap<>();
        if (!headers.isMissingNode() && !headers.isNull() && !headers.isObject()) {
            throw new IllegalArgumentException("headers must be an object");
        }
        headers.properties().forEach(header -> {
            JsonNode value = header.getValue();
            String text = value.isValueNode() ? value.asText() : value.toString();
            if (!HEADER_NAME.matcher(header.getKey()).matches()
                    || CONTROL.matcher(text).find()) {
                throw new IllegalArgumentException("'" + header.getKey() + "' is not a header that can be sent");
            }
            result.put(header.getKey(), text);
        });
        return result;
    }

    private static String text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new IllegalArgumentException(name + " must be a string");
        }
        return value.textValue();
    }

    private static long number(JsonNode json, String name, long least, long otherwise) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < least) {
            throw new IllegalArgumentException(name + " must be a whole number of at least " + least);
        }
        return value.longValue();
    }
}
