package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * An error as the Graph API answers it: mostly HTTP 400, and {@code {"error":{"message","type","code",…,"fbtrace_id"}}}
 * (Meta docs, "Handling Errors"). What a validation error blames stands in {@code error_data.blame_field_specs}.
 */
final class Refusal extends RuntimeException {
    static final String OAUTH = "OAuthException";
    static final String METHOD = "GraphMethodException";

    private static final int NO_ENVELOPE = 0;
    private static final String BLAMED = "blame_field_specs";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final int code;
    private int status = 400;
    private String type = OAUTH;
    private Integer subcode;
    private Boolean isTransient;
    private String userTitle;
    private String userMessage;
    private transient JsonNode data;

    Refusal(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** A refused parameter of a call, with the plain "(#100)" text and no subcode. */
    static Refusal parameter(String message) {
        return new Refusal(100, "(#100) " + message);
    }

    /** A refusal by a server in front of the Graph API, with no body. */
    static Refusal empty(int status) {
        return new Refusal(NO_ENVELOPE, "").status(status);
    }

    static Refusal missing(String parameter) {
        return parameter("The parameter " + parameter + " is required");
    }

    /** A validation error: "Invalid parameter" with the reason in subcode and user message. */
    static Refusal invalid(int subcode, String title, String message, String... blamed) {
        Refusal error = new Refusal(100, "Invalid parameter").subcode(subcode).user(title, message);
        return blamed.length == 0 ? error : error.blame(blamed);
    }

    /** A validation error whose subcode is not known. */
    static Refusal invalid(String title, String message, String... blamed) {
        Refusal error = new Refusal(100, "Invalid parameter").user(title, message);
        return blamed.length == 0 ? error : error.blame(blamed);
    }

    /** An id that does not exist, is of another account, or knows no such operation: 100 with subcode 33. */
    static Refusal unknownObject(String method, String id) {
        String request = method.equals("GET") ? "get" : method.equals("DELETE") ? "delete" : "post";
        return new Refusal(
                        100,
                        "Unsupported " + request + " request. Object with ID '" + id + "' does not exist, cannot be"
                                + " loaded due to missing permissions, or does not support this operation. Please read"
                                + " the Graph API documentation at https://developers.facebook.com/docs/graph-api")
                .type(METHOD)
                .subcode(33);
    }

    Refusal type(String newType) {
        type = newType;
        return this;
    }

    Refusal subcode(int newSubcode) {
        subcode = newSubcode;
        isTransient = isTransient != null && isTransient;
        return this;
    }

    Refusal transientError(boolean value) {
        isTransient = value;
        return this;
    }

    Refusal user(String title, String message) {
        userTitle = title;
        userMessage = message;
        return this;
    }

    Refusal data(ObjectNode newData) {
        data = newData;
        return this;
    }

    /** Names the fields at fault, each as a path of one step: {@code [["daily_budget"]]}. */
    Refusal blame(String... fields) {
        ArrayNode specs = Json.array();
        for (String field : fields) {
            specs.addArray().add(field);
        }
        ObjectNode blamed = Json.object();
        blamed.set(BLAMED, specs);
        return data(blamed);
    }

    boolean hasSubcode(int other) {
        return subcode != null && subcode == other;
    }

    /** Answers with another HTTP status than 400. */
    Refusal status(int newStatus) {
        status = newStatus;
        return this;
    }

    /** Puts the fields at fault into a parameter: {@code [["adset_spec","daily_budget"]]}; without any, blames that. */
    Refusal within(String parameter) {
        if (data == null || !data.has(BLAMED)) {
            return blame(parameter);
        }
        data.get(BLAMED).forEach(field -> ((ArrayNode) field).insert(0, parameter));
        return this;
    }

    /** @return the envelope {@code {"error":{…}}} */
    ObjectNode envelope() {
        ObjectNode error =
                Json.object().put("message", getMessage()).put("type", type).put("code", code);
        if (data != null) {
            error.set("error_data", data);
        }
        if (subcode != null) {
            error.put("error_subcode", subcode);
        }
        if (isTransient != null) {
            error.put("is_transient", isTransient);
        }
        if (userTitle != null) {
            error.put("error_user_title", userTitle).put("error_user_msg", userMessage);
        }
        error.put("fbtrace_id", trace());
        ObjectNode envelope = Json.object();
        envelope.set("error", error);
        return envelope;
    }

    Answer answer() {
        return code == NO_ENVELOPE ? Answer.empty(status) : Answer.json(status, envelope());
    }

    /** @return a new id in the form of Meta's trace ids */
    static String trace() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return "A" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
