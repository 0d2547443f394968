package http;

import com.fasterxml.jackson.databind.JsonNode;
import http.ContractSchema.Violation;

import java.util.ArrayList;
import java.util.List;

/**
 * What no text of a request may hold, wherever it stands: control characters other than tab and line ends,
 * which PostgreSQL (NUL) or a header would choke on, and halves of a UTF-16 pair, which have no UTF-8 form.
 */
final class TextRules {

    private TextRules() {}

    /** The texts and names at fault in a value, objects that the contract leaves open included. */
    static List<Violation> violations(JsonNode value) {
        List<Violation> violations = new ArrayList<>();
        collect(value, "", violations);
        return violations;
    }

    private static void collect(JsonNode value, String pointer, List<Violation> violations) {
        if (value.isTextual()) {
            String fault = fault(value.textValue());
            if (fault != null) {
                violations.add(new Violation(pointer, fault));
            }
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                collect(value.get(i), pointer + "/" + i, violations);
            }
        } else if (value.isObject()) {
            value.properties().forEach(property -> {
                String fault = fault(property.getKey());
                if (fault == null) {
                    collect(property.getValue(), pointer + "/" + ContractSchema.escape(property.getKey()), violations);
                } else {
                    violations.add(new Violation(pointer, "has a property whose name " + fault));
                }
            });
        }
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
