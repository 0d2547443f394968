package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of one call, from query, form or JSON body. A form holds lists and objects as JSON text, a JSON body
 * holds them as they are. A list that a client forgot to serialise ({@code a=1&a=2}) is refused, as by the Graph API.
 */
final class Params {
    private final Map<String, JsonNode> values = new LinkedHashMap<>();

    /** The members of an object as parameters. */
    static Params of(ObjectNode object) {
        Params params = new Params();
        object.properties().forEach(member -> params.put(member.getKey(), member.getValue()));
        return params;
    }

    void put(String name, String value) {
        put(name, TextNode.valueOf(value));
    }

    void put(String name, JsonNode value) {
        values.put(name, value);
    }

    Optional<String> remove(String name) {
        return Optional.ofNullable(values.remove(name)).map(JsonNode::asText);
    }

    /** @return whether the parameter was given at all; a JSON null counts as left out */
    boolean has(String name) {
        JsonNode value = values.get(name);
        return value != null && !value.isNull();
    }

    Iterable<String> names() {
        return values.keySet();
    }

    /** @return the value as text, containers as JSON; empty where it was not given */
    Optional<String> text(String name) {
        return has(name)
                ? Optional.of(values.get(name)).map(v -> v.isValueNode() ? v.asText() : v.toString())
                : Optional.empty();
    }

    long integer(String name) {
        String text = text(name).orElse("");
        if (!text.matches("-?\\d{1,18}")) {
            throw Refusal.parameter("Param " + name + " must be an integer");
        }
        return Long.parseLong(text);
    }

    boolean bool(String name) {
        String text = text(name).orElse("");
        return switch (text) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw Refusal.parameter("Param " + name + " must be a boolean");
        };
    }

    ArrayNode list(String name) {
        if (tree(name) instanceof ArrayNode list) {
            return list;
        }
        throw mustBeArray(name);
    }

    /** The Graph API calls objects arrays too. */
    ObjectNode object(String name) {
        if (tree(name) instanceof ObjectNode object) {
            return object;
        }
        throw mustBeArray(name);
    }

    private JsonNode tree(String name) {
        JsonNode value = values.get(name);
        return value != null && value.isTextual() ? Json.parse(value.textValue()) : value;
    }

    private static Refusal mustBeArray(String name) {
        return Refusal.parameter("param " + name + " must be an array.");
    }
}
