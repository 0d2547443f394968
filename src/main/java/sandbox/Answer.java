package sandbox;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.Map;

/**
 * The answer to a call.
 *
 * @param status HTTP status
 * @param contentType of the body, or null where there is no body
 * @param body text of the body
 * @param headers further headers
 */
record Answer(int status, String contentType, String body, Map<String, String> headers) {
    private static final String JSON = "application/json; charset=UTF-8";

    static Answer json(int status, JsonNode body) {
        return new Answer(status, JSON, body.toString(), Map.of());
    }

    static Answer empty(int status) {
        return new Answer(status, null, "", Map.of());
    }

    static Answer html(int status, String text) {
        return new Answer(status, "text/html; charset=utf-8", text, Map.of());
    }

    Answer with(Map<String, String> moreHeaders) {
        return new Answer(status, contentType, body, moreHeaders);
    }
}
