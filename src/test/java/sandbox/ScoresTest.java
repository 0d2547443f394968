package sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sandbox.GraphClient.Reply;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

class ScoresTest {
    @RegisterExtension
    static final SandboxServer SERVER = new SandboxServer();

    private final TestClock clock = new TestClock();
    private final Settings settings = new Settings();
    private final Scores scores = new Scores(settings, clock);

    @Test
    void blocksAnAccountOverTheLimitForATime() {
        settings.change(Json.parse("{\"score_limit\":10,\"score_decay_ms\":10000,\"score_block_ms\":2000}"));

        charge("act_1", true, 3);
        scores.charge("act_1", false);

        assertThatThrownBy(() -> scores.charge("act_1", false)).isInstanceOf(Refusal.class);
        scores.charge("act_2", true);
        clock.advance(1999);
        assertThatThrownBy(() -> scores.charge("act_1", false)).isInstanceOf(Refusal.class);
        clock.advance(1);
        scores.charge("act_1", false);
        assertThatThrownBy(() -> scores.charge("act_1", true))
                .as("2 of 10 faded, 1 is taken again")
                .isInstanceOf(Refusal.class);
    }

    @Test
    void fadesEvenly() {
        settings.change(Json.parse("{\"score_limit\":10,\"score_decay_ms\":10000}"));
        charge("act_1", true, 3);

        clock.advance(4000);

        JsonNode usage = Json.parse(scores.headers("act_1").get("X-Ad-Account-Usage"));
        assertThat(usage.path("acc_id_util_pct").asDouble()).isEqualTo(50);
        assertThat(usage.path("reset_time_duration").asInt()).isEqualTo(5);
    }

    @Test
    void tellsMinutesAndSecondsOfABlock() {
        settings.change(Json.parse("{\"score_limit\":2,\"score_block_ms\":61000}"));
        assertThatThrownBy(() -> scores.charge("act_7", true)).isInstanceOf(Refusal.class);

        Map<String, String> headers = scores.headers("act_7");

        JsonNode useCase = Json.parse(headers.get("X-Business-Use-Case-Usage")).at("/7/0");
        assertThat(useCase.path("type").asText()).isEqualTo("ads_management");
        assertThat(useCase.path("call_count").asInt()).isEqualTo(100);
        assertThat(useCase.path("estimated_time_to_regain_access").asInt()).isEqualTo(2);
        assertThat(Json.parse(headers.get("X-Ad-Account-Usage"))
                        .path("reset_time_duration")
                        .asInt())
                .isEqualTo(61);
        assertThat(headers).containsKey("X-App-Usage");
    }

    @Test
    void isOffByDefault() {
        charge("act_1", true, 10_000);

        assertThat(scores.headers("act_1")).isEmpty();
    }

    @Test
    void aBlockedCallIsAnsweredAsMetaDoes() {
        GraphClient client = SERVER.client();
        client.settings("{\"score_limit\":3}");
        Reply allowed = client.post("/act_1/adlabels", "name", "a");

        Reply refused = client.post("/act_1/adlabels", "name", "b");

        assertThat(allowed.headers().firstValue("X-Ad-Account-Usage").orElse(""))
                .contains("\"acc_id_util_pct\":100.0");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error().path("code").asInt()).isEqualTo(17);
        assertThat(refused.error().path("error_subcode").asInt()).isEqualTo(2446079);
        assertThat(refused.headers().firstValue("X-Business-Use-Case-Usage")).isPresent();
        assertThat(client.get("/act_2").status()).isEqualTo(200);
        assertThat(client.state().at("/objects/adlabels")).hasSize(1);
    }

    private void charge(String account, boolean write, int times) {
        for (int i = 0; i < times; i++) {
            scores.charge(account, write);
        }
    }

    private static final class TestClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void advance(long ms) {
            now = now.plus(Duration.ofMillis(ms));
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
