package sandbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.LinkedHashSet;
import java.util.Set;

/** The few JSON operations that the package needs, on Jackson's tree model. */
final class Json {
    /** An image in Base64 is one long string. */
    private static final int LONGEST_TEXT = 48 * 1024 * 1024;

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_TEXT)
                    .build())
            .build());

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** @return the tree, or null where the text is not JSON */
    static JsonNode parse(String text) {
        try {
            JsonNode tree = MAPPER.readTree(text);
            return tree == null || tree.isMissingNode() ? null : tree;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** @return the member as text (numbers and booleans too), or null where it is absent, null or a container */
    static String text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }

    /** @return whether the member is there and neither null nor an empty text */
    static boolean filled(JsonNode object, String name) {
        JsonNode value = object.path(name);
        return !value.isMissingNode()
                && !value.isNull()
                && !(value.isTextual() && value.textValue().isEmpty());
    }

    /** @return the members of a list as texts, in their order */
    static Set<String> texts(JsonNode list) {
        Set<String> texts = new LinkedHashSet<>();
        list.forEach(member -> texts.add(member.asText()));
        return texts;
    }

    /** Refuses members that an object may not have. @param param the object as error texts name it */
    static void checkKeys(JsonNode object, Set<String> known, String param) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw Refusal.parameter("Unexpected key \"" + name + "\" on param \"" + param + "\"")
                        .blame(param.replaceFirst("\\[.*", ""));
            }
        });
    }

    static ObjectNode success() {
        return object().put("success", true);
    }
}
