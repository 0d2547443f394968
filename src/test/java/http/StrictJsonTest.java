package http;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void refusesDepthThatNobodyNeeds() {
        String deep = "[".repeat(101) + "]".repeat(101);

        assertThatThrownBy(() -> StrictJson.parse(deep.getBytes(UTF_8))).isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void saysWhere() {
        assertThatThrownBy(() -> StrictJson.parse("{\n  \"a\": x\n}".getBytes(UTF_8)))
                .hasMessageContaining("(line 2, column ");
    }
}
