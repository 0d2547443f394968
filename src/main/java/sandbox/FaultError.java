package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Map;

/** Completes the error of a fault with what Meta always sends: message, type and fbtrace_id. */
final class FaultError {
    /** Meta docs, "Error Codes" and "Handling Errors". */
    private static final Map<Integer, String> MESSAGES = Map.of(
            1, "An unknown error occurred",
            2, "Service temporarily unavailable",
            4, "(#4) Application request limit reached",
            17, "(#17) User request limit reached",
            100, "Invalid parameter",
            190, "Error validating access token: The session is invalid",
            368, "The action attempted has been deemed abusive or is otherwise disallowed",
            613, "(#613) Calls to this api have exceeded the rate limit.",
            6001, "There was a problem uploading your video. Please try again.",
            80004, "(#80004) There have been too many calls to this ad-account. Wait a bit and try again.");

    private FaultError() {}

    /** @return the envelope {@code {"error":{…}}}; what the fault gave stays as it is */
    static ObjectNode complete(ObjectNode given) {
        int code = given.path("code").intValue();
        ObjectNode error = Json.object()
                .put("message", MESSAGES.getOrDefault(code, "(#" + code + ") An error occurred"))
                .put("type", Refusal.OAUTH);
        error.setAll(given);
        if (!error.hasNonNull("fbtrace_id")) {
            error.put("fbtrace_id", Refusal.trace());
        }
        ObjectNode envelope = Json.object();
        envelope.set("error", error);
        return envelope;
    }
}
