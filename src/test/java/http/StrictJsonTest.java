package http;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import http.StrictJson.MalformedJsonException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    @Test
    void keepsNumbersToTheLastDigit() throws Exception {
        assertThat(StrictJson.parse("[0.10000000000000000001, 123456789012345678901234567890]".getBytes(UTF_8)))
                .hasToString("[0.10000000000000000001,123456789012345678901234567890]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "{",
                "{} {}",
                "{}x",
                "{\"a\":1,\"a\":2}",
                "{\"o\":{\"a\":1,\"a\":2}}",
                "{'a':1}",
                "{\"a\":1,}",
                "{\"a\":NaN}",
                "{\"a\":\"line\nbreak\"}",
                "name=x"
            })
    void refusesWhatIsNotOneJsonValue(String text) {
        assertThatThrownBy(() -> StrictJson.parse(text.getBytes(UTF_8))).isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void refusesOtherEncodings() {
        assertThatThrownBy(() -> StrictJson.parse("{}".getBytes(UTF_16))).isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> StrictJson.parse(new byte[] {'"', (byte) 0xE9, '"'}))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessage("it is not UTF-8");
    }

    @Test
    void rejectsExcessiveDepth() {
        String deep = "[".repeat(101) + "]".repeat(101);

        assertThatThrownBy(() -> StrictJson.parse(deep.getBytes(UTF_8))).isInstanceOf(MalformedJsonException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e101",
                "1E+100000000",
                "-1e-100000000",
                "1e2147483647",
                "1e3000000",
                "0.1e-100",
                "1e99999999999999"
            })
    void refusesNumbersThatGrow(String number) {
        String json = "{\"a\":[0," + number + "]}";

        assertThatThrownBy(() -> StrictJson.parse(json.getBytes(UTF_8)))
                .isInstanceOfSatisfying(MalformedJsonException.class, e -> assertThat(e.detail())
                        .contains("number"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e100", "-1.5E-90", "0.0", "1e0", "20.50"})
    void takesOrdinaryNumbers(String number) throws Exception {
        assertThat(StrictJson.parse(number.getBytes(UTF_8)).isNumber()).isTrue();
    }

    @Test
    void saysWhichNumberGrows() {
        assertThatThrownBy(() -> StrictJson.parse("{\"a\":{\"b/c\":[0,1e400]}}".getBytes(UTF_8)))
                .isInstanceOfSatisfying(MalformedJsonException.class, e -> assertThat(e.pointer())
                        .isEqualTo("/a/b~1c/1"));
    }

    @Test
    void boundsNumbersNamesAndValues() {
        assertThat(detail("9".repeat(101))).startsWith("has a number of more than 100 digits");
        assertThat(detail("{\"" + "n".repeat(257) + "\":1}")).startsWith("has a name of more than 256 characters");
        assertThat(detail("[".repeat(101))).startsWith("is nested deeper than 100 levels");
        assertThat(detail("[" + "{},".repeat(150_000) + "{}]")).isEqualTo("has more than 150000 values");
    }

    @Test
    void quotesLittleOfInvalidInput() {
        String name = "n".repeat(200);
        assertThat(detail("{\"%s\":1,\"%s\":2}".formatted(name, name)).length()).isLessThan(300);
        assertThat(detail("x".repeat(100_000)).length()).isLessThan(300);
    }

    private static String detail(String json) {
        return catchThrowableOfType(MalformedJsonException.class, () -> StrictJson.parse(json.getBytes(UTF_8)))
                .detail();
    }

    @Test
    void saysWhere() {
        assertThatThrownBy(() -> StrictJson.parse("{\n  \"a\": x\n}".getBytes(UTF_8)))
                .hasMessageContaining("(line 2, column ");
    }
}
