package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What one parameter may be. Rules are written as tables, see {@link Rules}.
 *
 * @param name of the parameter
 * @param form how its value is read
 * @param required whether a create needs it
 * @param maxLength longest text, in characters; 0 for any
 * @param values what an enum or a list of enums may hold; empty for anything
 */
record Rule(String name, Form form, boolean required, int maxLength, Set<String> values) {

    /** How a value is read and kept. */
    enum Form {
        TEXT,
        /** One of {@link Rule#values}. */
        ENUM,
        ENUM_LIST,
        /** A whole amount above 0 in Meta's unit of the currency; read back as a numeric string. */
        MONEY,
        INTEGER,
        BOOLEAN,
        OBJECT,
        LIST,
        /** ISO 8601 or seconds; kept as given, read back in the Graph API's form. */
        TIME
    }

    static Rule text(String name) {
        return of(name, Form.TEXT);
    }

    static Rule oneOf(String name, String spaceSeparated) {
        return new Rule(name, Form.ENUM, false, 0, words(spaceSeparated));
    }

    static Rule listOf(String name, String spaceSeparated) {
        return new Rule(name, Form.ENUM_LIST, false, 0, words(spaceSeparated));
    }

    static Rule of(String name, Form form) {
        return new Rule(name, form, false, 0, Set.of());
    }

    static Set<String> words(String spaceSeparated) {
        return new LinkedHashSet<>(List.of(spaceSeparated.trim().split("\\s+")));
    }

    Rule need() {
        return new Rule(name, form, true, maxLength, values);
    }

    Rule atMost(int characters) {
        return new Rule(name, form, required, characters, values);
    }

    /** @return the value in the form it is kept in; a Refusal where the parameter is not what it must be */
    JsonNode read(Params params) {
        return switch (form) {
            case TEXT -> TextNode.valueOf(checkedText(params));
            case ENUM -> TextNode.valueOf(checkedValue(params.text(name).orElse("")));
            case ENUM_LIST -> {
                params.list(name).forEach(value -> checkedValue(value.asText()));
                yield params.list(name);
            }
            case MONEY -> TextNode.valueOf(Long.toString(params.integer(name)));
            case INTEGER -> LongNode.valueOf(params.integer(name));
            case BOOLEAN -> BooleanNode.valueOf(params.bool(name));
            case OBJECT -> params.object(name);
            case LIST -> params.list(name);
            case TIME -> TextNode.valueOf(checkedTime(params.text(name).orElse("")));
        };
    }

    private String checkedText(Params params) {
        String text = params.text(name).orElse("");
        if (required && text.isBlank()) {
            throw Refusal.missing(name);
        }
        if (maxLength > 0 && text.codePointCount(0, text.length()) > maxLength) {
            throw Refusal.parameter("Param " + name + " must be no longer than " + maxLength + " characters")
                    .blame(name);
        }
        return text;
    }

    private String checkedValue(String value) {
        if (!values.contains(value)) {
            throw Refusal.parameter("Param " + name + " must be one of {" + String.join(", ", values) + "}")
                    .blame(name);
        }
        return value;
    }

    /** 0 stands for "open-ended" (Meta docs, "Ad Account Adsets") and is kept. */
    private String checkedTime(String text) {
        if (text.equals("0")) {
            return text;
        }
        Instant time = GraphTime.parse(text)
                .orElseThrow(() -> Refusal.parameter("Param " + name + " must be a valid datetime")
                        .blame(name));
        return GraphTime.format(time);
    }
}
