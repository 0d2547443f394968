package calls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import intents.KeptAnswer;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.UUID;

class ApiCallTest {

    private static final Map<String, String> IN_QUERY = Map.of("client_id", "of-query");

    @Test
    void namesItsClientInTheBodyOrInTheQuery() {
        assertThat(TestCalls.call("call", "{'client_id': 'of-body'}", IN_QUERY).namedClient())
                .isEqualTo("of-body");
        assertThat(TestCalls.call("call", null, IN_QUERY).namedClient()).isEqualTo("of-query");
    }

    @Test
    void goesOnWithTheIntentOfTheKeyThatItHolds() {
        ApiCall call = TestCalls.call("call", "{}", Map.of());
        HeldKey key = new HeldKey("francisco", "k", UUID.randomUUID(), true);
        String own = call.intentKey();

        call.hold(key, null);
        assertThat(call.intentKey()).isEqualTo(own);
        call.hold(key, "request:1");
        assertThat(call.intentKey()).isEqualTo("request:1");
        assertThat(call.isResumed()).isTrue();
    }

    /** The answer is stored together with the object, so it is known before it is sent. */
    @Test
    void knowsTheAnswerThatItsKeyKeeps() {
        ApiCall call = TestCalls.call("call", "{}", Map.of());
        UUID owner = UUID.randomUUID();
        call.replyCreated(id -> JsonNodeFactory.instance.objectNode().put("ad_id", id));
        assertThat(call.answerToKeep("1")).as("without a key").isNull();

        call.hold(new HeldKey("francisco", "k", owner, false), null);
        assertThat(call.answerToKeep("1")).isEqualTo(new KeptAnswer("francisco", "k", owner, 200, "{\"ad_id\":\"1\"}"));

        call.answerKept();
        assertThat(call.held()).isNull();
    }

    @Test
    void isADryRunOnlyIfAsked() {
        assertThat(TestCalls.call("call", "{}", Map.of("dry_run", "true")).isDryRun())
                .isTrue();
        assertThat(TestCalls.call("call", "{}", Map.of("dry_run", "false")).isDryRun())
                .isFalse();
        assertThat(TestCalls.call("call", "{}", Map.of()).isDryRun()).isFalse();
    }
}
