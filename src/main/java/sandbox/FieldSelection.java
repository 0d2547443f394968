package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The {@code fields} parameter: {@code id,name,adlabels{name},ads.limit(5){id}}. Modifiers such as {@code .limit(5)}
 * are ignored. {@code id} is always part of an answer; a known field without a value is left out.
 */
final class FieldSelection {
    private final Map<String, FieldSelection> fields = new LinkedHashMap<>();

    private FieldSelection() {}

    static FieldSelection parse(String text) {
        Parser parser = new Parser(text);
        FieldSelection selection = parser.list();
        if (!parser.atEnd()) {
            throw syntaxError(text);
        }
        return selection;
    }

    Set<String> names() {
        return fields.keySet();
    }

    /**
     * Chooses from an object, and from the objects in it.
     *
     * @param expand gives the whole object to a reference by its id, or null
     */
    ObjectNode of(ObjectNode object, Function<String, ObjectNode> expand) {
        ObjectNode chosen = Json.object();
        fields.forEach((name, nested) -> {
            JsonNode value = object.get(name);
            if (value != null && !value.isNull()) {
                chosen.set(name, nested.fields.isEmpty() ? value : nested.inside(value, expand));
            }
        });
        if (object.has("id")) {
            chosen.set("id", object.get("id"));
        }
        return chosen;
    }

    private JsonNode inside(JsonNode value, Function<String, ObjectNode> expand) {
        if (value instanceof ArrayNode list) {
            ArrayNode chosen = Json.array();
            list.forEach(element -> chosen.add(inside(element, expand)));
            return chosen;
        }
        if (value instanceof ObjectNode object) {
            if (object.path("data").isArray()) {
                ObjectNode edge = Json.object();
                edge.set("data", inside(object.get("data"), expand));
                return edge;
            }
            ObjectNode whole = object.has("id") ? expand.apply(Json.text(object, "id")) : null;
            return of(whole == null ? object : whole, expand);
        }
        return value;
    }

    private static Refusal syntaxError(String text) {
        return new Refusal(2500, "Syntax error in the fields parameter \"" + text + "\"");
    }

    private static final class Parser {
        private final String text;
        private int at;

        private Parser(String text) {
            this.text = text;
        }

        private FieldSelection list() {
            FieldSelection selection = new FieldSelection();
            do {
                String name = word();
                if (!name.isEmpty()) {
                    while (eat('.')) {
                        word();
                        skipArguments();
                    }
                    FieldSelection nested = new FieldSelection();
                    if (eat('{')) {
                        nested = list();
                        if (!eat('}')) {
                            throw syntaxError(text);
                        }
                    }
                    selection.fields.put(name, nested);
                }
            } while (eat(','));
            return selection;
        }

        private void skipArguments() {
            int end = text.indexOf(')', at);
            if (!eat('(') || end < 0) {
                throw syntaxError(text);
            }
            at = end + 1;
        }

        private String word() {
            skipSpace();
            int from = at;
            while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
                at++;
            }
            return text.substring(from, at);
        }

        private boolean eat(char c) {
            skipSpace();
            if (at < text.length() && text.charAt(at) == c) {
                at++;
                return true;
            }
            return false;
        }

        private void skipSpace() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        private boolean atEnd() {
            skipSpace();
            return at == text.length();
        }
    }
}
