package http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import http.ContractSchema.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "línea\r\n\tnext", "🏖", "\\u00e9"})
    void letsOrdinaryTextPass(String text) throws Exception {
        assertThat(TextRules.violations(json("{\"text\": [\"%s\"]}".formatted(text.replace("\r\n\t", "\\r\\n\\t")))))
                .isEmpty();
    }

    @Test
    void findsTheFaultWhereverItStands() throws Exception {
        JsonNode json = json("""
                {"name": "a\\u0000b", "targeting": {"interests": [{"id": "1"}, {"a/b": "\\u0085"}]},
                 "half": "\\ud83c", "other half": "\\udfd6\\ud83c", "keys": {"\\u0001": 1}}
                """);

        assertThat(TextRules.violations(json))
                .containsExactlyInAnyOrder(
                        new Violation("/name", "holds the control character U+0000"),
                        new Violation("/targeting/interests/1/a~1b", "holds the control character U+0085"),
                        new Violation("/half", "is not valid Unicode"),
                        new Violation("/other half", "is not valid Unicode"),
                        new Violation("/keys", "has a property whose name holds the control character U+0001"));
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }
}
