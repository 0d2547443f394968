package http;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import failures.Excerpt;

import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;

/** Error texts for invalid values. A value is quoted only if it is short and cannot be a secret. */
final class FaultTexts {

    private static final int MAX_LIST_LENGTH = 500;

    /** For example a wrong enum value. Access tokens are longer. */
    private static final Pattern REPEATABLE = Pattern.compile("[A-Za-z0-9_.: -]{1,30}");

    private static final Map<String, String> TYPES = Map.of(
            "string", "text",
            "integer", "a whole number",
            "number", "a number",
            "boolean", "true or false",
            "object", "an object",
            "array", "a list",
            "null", "null");

    private FaultTexts() {}

    /** The text of one validation message. */
    static String of(ValidationMessage message) {
        JsonNode value = message.getInstanceNode();
        return switch (message.getType()) {
            case "required" -> "is required";
            case "additionalProperties" -> "unknown field";
            case "type" -> "must be " + type(argument(message, 1)) + not(value);
            case "enum" ->
                repeated(value) + "must be one of "
                        + Excerpt.of(argument(message, 0), MAX_LIST_LENGTH).replaceAll("[\\[\\]\"]", "");
            case "pattern" -> "does not match " + argument(message, 0);
            case "minLength" ->
                value.textValue().isEmpty()
                        ? "must not be empty"
                        : "must have at least " + argument(message, 0) + " characters";
            case "maxLength" ->
                "has " + value.textValue().codePointCount(0, value.textValue().length()) + " characters; at most "
                        + argument(message, 0) + " are allowed";
            case "minimum" -> "must be at least " + argument(message, 0);
            case "maximum" -> "must be at most " + argument(message, 0);
            case "multipleOf" -> "must be a multiple of " + argument(message, 0);
            case "minItems" -> "must have at least " + argument(message, 0) + " entries";
            case "maxItems" -> "has " + value.size() + " entries; at most " + argument(message, 0) + " are allowed";
            case "minProperties" -> "must have at least " + argument(message, 0) + " fields";
            case "maxProperties" -> "has " + value.size() + " fields; at most " + argument(message, 0) + " are allowed";
            case "uniqueItems" -> "has the same entry twice";
            case "format" -> format(message, value);
            default -> "does not match the contract (" + message.getType() + ")";
        };
    }

    /** The text for a value that matches no alternative. */
    static String alternatives(Collection<String> types, JsonNode value) {
        return types.isEmpty()
                ? "does not match any of the forms that the contract allows"
                : "must be "
                        + String.join(
                                " or ", types.stream().map(FaultTexts::type).toList()) + not(value);
    }

    private static String format(ValidationMessage message, JsonNode value) {
        return switch (message.getMessageKey()) {
            case "format.date-time" -> DateTimeFormat.FAULT;
            case "format.uri" -> WebAddress.fault(value.textValue(), false);
            case "format.meta-url" -> WebAddress.fault(value.textValue(), true);
            case "format.uuid" -> "must be a UUID, such as 6f2c1d9e-8a4b-4c0f-9b2e-1f6a7c3d5e80";
            default -> "does not have the format " + message.getMessageKey();
        };
    }

    private static String argument(ValidationMessage message, int index) {
        Object[] arguments = message.getArguments();
        return arguments == null || arguments.length <= index ? "" : String.valueOf(arguments[index]);
    }

    private static String type(String name) {
        return TYPES.getOrDefault(name, name);
    }

    private static String not(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "";
            case NUMBER -> ", not the number " + Excerpt.of(value.asText(), 30);
            case BOOLEAN -> ", not " + value.asText();
            case OBJECT -> ", not an object";
            case ARRAY -> ", not a list";
            case NULL -> ", not null";
            default -> "";
        };
    }

    private static String repeated(JsonNode value) {
        return value.isValueNode() && REPEATABLE.matcher(value.asText()).matches()
                ? "is '" + value.asText() + "'; "
                : "";
    }
}
