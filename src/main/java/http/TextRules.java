package http;

import com.fasterxml.jackson.databind.JsonNode;
import http.ContractSchema.Violation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Rejects characters that no text of a request may contain: control characters other than tab and line ends, which
 * PostgreSQL (NUL) or headers do not accept, and unpaired UTF-16 surrogates, which have no UTF-8 form.
 */
final class TextRules {

    private final Faults faults;

    /** Names and indices of the current value, outermost first. */
    private final Deque<Object> path = new ArrayDeque<>();

    private TextRules(Faults faults) {
        this.faults = faults;
    }

    /** Adds the errors of all texts and names in a value, including objects that the contract leaves open. */
    static void check(JsonNode value, Faults faults) {
        faults.search(() -> new TextRules(faults).collect(value));
    }

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
