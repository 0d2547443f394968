package graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The {@code error} object of an answer. Texts are localised and change, so only code and subcode are used for
 * decisions (Meta docs, "Handling Errors").
 *
 * @param code Meta's code, 0 if there is none
 * @param subcode Meta's {@code error_subcode}, 0 if there is none
 * @param data {@code error_data} as an object, whether Meta sent an object or a JSON text
 * @param isTransient Meta's hint, which is wrong for some codes
 */
public record GraphError(
        int code,
        int subcode,
        String message,
        String userTitle,
        String userMessage,
        String traceId,
        JsonNode data,
        boolean isTransient) {

    static final int BAD_PARAMETER = 100;

    /** Reads an {@code error} object; never fails, whatever its shape. */
    static GraphError read(JsonNode error, ObjectMapper mapper) {
        return new GraphError(
                error.path("code").asInt(),
                error.path("error_subcode").asInt(),
                error.path("message").asText(""),
                error.path("error_user_title").asText(null),
                error.path("error_user_msg").asText(null),
                error.path("fbtrace_id").asText(null),
                data(error.path("error_data"), mapper),
                error.path("is_transient").asBoolean());
    }

    private static JsonNode data(JsonNode data, ObjectMapper mapper) {
        if (!data.isTextual()) {
            return data;
        }
        try {
            return mapper.readTree(data.textValue());
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** Returns true if the object does not exist or the token cannot access it (Meta docs, "Handling Errors"). */
    boolean isMissingObject() {
        return code == BAD_PARAMETER && subcode == 33;
    }

    /** The text that Meta wrote for users, else its message. */
    public String sentence() {
        String text = userMessage != null ? userMessage : message;
        String where = subcode == 0 ? "code " + code : "code " + code + ", subcode " + subcode;
        return "Meta: " + (text.isBlank() ? "no message" : text) + " (" + where + ")";
    }

    /** The {@code graph} member of a problem. */
    public ObjectNode toProblemMember() {
        ObjectNode graph = JsonNodeFactory.instance.objectNode();
        graph.put("code", code);
        if (subcode != 0) {
            graph.put("error_subcode", subcode);
        }
        graph.put("message", message);
        if (userTitle != null) {
            graph.put("error_user_title", userTitle);
        }
        if (userMessage != null) {
            graph.put("error_user_msg", userMessage);
        }
        if (traceId != null) {
            graph.put("fbtrace_id", traceId);
        }
        if (data.has("blame_field_specs")) {
            graph.set("blame_field_specs", data.get("blame_field_specs"));
        }
        return graph;
    }
}
