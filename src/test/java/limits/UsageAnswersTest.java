package limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import graph.GraphFixtures;
import org.junit.jupiter.api.Test;

import java.util.List;

class UsageAnswersTest {

    private static final GateView UNKNOWN = new GateView(LimitObservation.UNKNOWN, false, 0, false);

    private final UsageAnswers answers = new UsageAnswers(GraphFixtures.MAPPER, null);

    @Test
    void knowsNothingAtFirst() {
        assertThat(answer(UNKNOWN, UNKNOWN)).isEqualTo(GraphFixtures.json("""
                {'client_id':'francisco','ad_account_id':'act_1','percent':null,'state':'open','blocked_until':null}"""));
    }

    @Test
    void tellsTheWorstOfWhatHoldsForTheClient() {
        ObjectNode answer = answer(
                new GateView(10, false, 0, false),
                new GateView(100, true, 12_345, false),
                new GateView(80, false, 0, true));

        assertThat(answer).isEqualTo(GraphFixtures.json("""
                {'client_id':'francisco','ad_account_id':'act_1','percent':100.0,'state':'blocked',
                 'blocked_until':'2026-01-31T12:00:12.345Z'}"""));
    }

    @Test
    void isSlowNearTheLimitAndWhenABlockIsOver() {
        assertThat(answer(new GateView(80, false, 0, true)).path("state").asText())
                .isEqualTo("slow");
        assertThat(answer(new GateView(80, true, 0, false)).path("state").asText())
                .isEqualTo("slow");
    }

    private ObjectNode answer(GateView... gates) {
        return answers.of("francisco", "act_1", List.of(gates), GraphFixtures.NOW);
    }
}
