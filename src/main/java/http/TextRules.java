package http;

import com.fasterxml.jackson.databind.JsonNode;
import http.ContractSchema.Violation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * What no text of a request may hold, wherever it stands: control characters other than tab and line ends,
 * which PostgreSQL (NUL) or a header would choke on, and halves of a UTF-16 pair, which have no UTF-8 form.
 */
final class TextRules {

    private final Faults faults;

    /** Names and indices on the way to the value at hand, outermost first. */
    private final Deque<Object> path = new ArrayDeque<>();

    private TextRules(Faults faults) {
        this.faults = faults;
    }

    /** Adds the texts and names at fault in a value, objects that the contract leaves open included. */
    static void check(JsonNode value, Faults faults) {
        faults.search(() -> new TextRules(faults).collect(value));
    }

    /** The texts and names at fault in a value. */
    static List<Violation> violations(JsonNode value) {
        Faults faults = new Faults();
        check(value, faults);
        return faults.list();
    }

    private void collect(JsonNode value) {
        if (value.isTextual()) {
            String fault = fault(value.textValue());
            if (fault != null) {
                faults.add(Pointer.of(path), fault);
            }
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                JsonNode item = value.get(i);
                if (holdsText(item)) {
                    collect(i, item);
                }
            }
        } else if (value.isObject()) {
            for (Map.Entry<String, JsonNode> property : value.properties()) {
                String fault = fault(property.getKey());
                if (fault != null) {
                    faults.add(Pointer.of(path), "has a property whose name " + fault);
                } else if (holdsText(property.getValue())) {
                    collect(property.getKey(), property.getValue());
                }
            }
        }
    }

    private void collect(Object segment, JsonNode value) {
        path.addLast(segment);
        collect(value);
        path.removeLast();
    }

    private static boolean holdsText(JsonNode value) {
        return value.isTextual() || value.isContainerNode();
    }

    private static String fault(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t') {
                return "holds the control character U+%04X".formatted((int) c);
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return "is not valid Unicode";
            }
        }
        return null;
    }
}
