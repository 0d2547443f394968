package sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldSelectionTest {
    private static final ObjectNode OBJECT = (ObjectNode) Json.parse(
            "{\"id\":\"1\",\"a\":1,\"b\":{\"c\":2,\"d\":{\"e\":3}},\"list\":[{\"id\":\"9\",\"x\":1,\"y\":2}],"
                    + "\"edge\":{\"data\":[{\"x\":1,\"y\":2}],\"paging\":{}},\"none\":null}");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a                | {"a":1,"id":"1"}
            id               | {"id":"1"}
            b{d{e}}          | {"b":{"d":{"e":3}},"id":"1"}
            b{ c } , a       | {"b":{"c":2},"a":1,"id":"1"}
            list{y}          | {"list":[{"y":2,"id":"9"}],"id":"1"}
            edge.limit(5){y} | {"edge":{"data":[{"y":2}]},"id":"1"}
            edge.limit(5).order(up){x},a | {"edge":{"data":[{"x":1}]},"a":1,"id":"1"}
            missing,none     | {"id":"1"}
            a{b}             | {"a":1,"id":"1"}
            ,a,              | {"a":1,"id":"1"}
            """)
    void chooses(String fields, String expected) {
        assertThat(FieldSelection.parse(fields).of(OBJECT, id -> null)).hasToString(expected);
    }

    @Test
    void expandsReferences() {
        ObjectNode whole = Json.object().put("id", "9").put("name", "nine");

        assertThat(FieldSelection.parse("list{name}").of(OBJECT, id -> whole))
                .hasToString("{\"list\":[{\"name\":\"nine\",\"id\":\"9\"}],\"id\":\"1\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a{", "a}", "a{b", "a b", "a.limit", "a.limit(", "-"})
    void refusesWhatItCannotRead(String fields) {
        assertThatThrownBy(() -> FieldSelection.parse(fields)).isInstanceOf(Refusal.class);
    }
}
