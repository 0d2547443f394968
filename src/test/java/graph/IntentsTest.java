package graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import graph.GraphException.LostAnswer;
import graph.GraphException.OutcomeUnknown;
import graph.LookUp.Search;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class IntentsTest {

    private final Intents intents = new Intents(
            GraphFixtures.MAPPER,
            GraphFixtures.config(
                    "redelivery-delay", "250ms",
                    "max-redelivery-delay", "8s",
                    "redeliveries", "5",
                    "settle-after-close", "3s",
                    "settle-after-timeout", "60s"));

    @Test
    void waitsAsLongAsAnObjectMayTakeToAppear() {
        assertThat(intents.settleTime(LostAnswer.CLOSED, 0)).isEqualTo(Duration.ofSeconds(3));
        assertThat(intents.settleTime(LostAnswer.UNCLEAR, 0)).isEqualTo(Duration.ofSeconds(3));
        assertThat(intents.settleTime(LostAnswer.CLOSED, 9)).isEqualTo(Duration.ofSeconds(3));
        assertThat(intents.settleTime(LostAnswer.TIMED_OUT, 0)).isEqualTo(Duration.ofSeconds(60));
    }

    /** What Meta answered with an error is done, or not done, by then: the wait is only a back-off. */
    @ParameterizedTest
    @CsvSource({"0, 250", "1, 500", "4, 4000", "5, 8000", "30, 8000", "2000000, 8000"})
    void backsOffWhereMetaAnsweredWithAnError(int lostAnswers, long millis) {
        assertThat(intents.settleTime(LostAnswer.ANSWERED, lostAnswers)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void writesDownHowLongTheObjectMayStillAppear() {
        assertThat(intents.lostAnswer(new OutcomeUnknown("lost", null, LostAnswer.CLOSED, null), open(null, 0)))
                .isEqualTo(Map.of("intent_key", "request:1", "settle_seconds", 3.0));
    }

    @Test
    void triesAsOftenAsACallIsSentAgain() {
        assertThat(intents.isExhausted(open(null, 5))).isFalse();
        assertThat(intents.isExhausted(open(null, 6))).isTrue();
    }

    @Test
    void failsForTheMomentInTheEnd() {
        assertThatThrownBy(() -> intents.giveUp(open(null, 6), null))
                .isExactlyInstanceOf(GraphException.Transient.class)
                .hasMessageContaining("6 tries");
    }

    @Test
    void isSettledByASearchThatBeganAfterTheSettleTime() {
        Intent intent = open(GraphFixtures.NOW, 1);

        assertThat(intents.isSettled(intent, begunAt(GraphFixtures.NOW.minusMillis(1))))
                .isFalse();
        assertThat(intents.isSettled(intent, begunAt(GraphFixtures.NOW))).isTrue();
    }

    @Test
    void letsOnlyACallerThatHasTimeWait() {
        Instant now = Instant.now();

        assertThat(intents.canWait(new Caller(Caller.Role.API, now.plusSeconds(60))))
                .isTrue();
        assertThat(intents.canWait(new Caller(Caller.Role.API, now.minusSeconds(1))))
                .isFalse();
        assertThat(intents.canWait(Caller.WORKER)).isFalse();
    }

    @Test
    void looksAgainEverySecondAndAtTheEnd() {
        assertThat(intents.lookUpDelayMillis(open(Instant.now().plusSeconds(60), 1), 0))
                .as("the first look after a create")
                .isZero();
        assertThat(intents.lookUpDelayMillis(open(Instant.now().plusSeconds(60), 1), 1))
                .isEqualTo(1000);
        assertThat(intents.lookUpDelayMillis(open(Instant.now().plusMillis(500), 1), 1))
                .isBetween(50L, 500L);
    }

    /** Without this, an intent that others change in turn had Meta's list read ten times a second. */
    @Test
    void waitsLongerAndLongerWhereTheSettleTimeIsOver() {
        Intent over = open(Instant.now().minusSeconds(1), 1);

        assertThat(IntStream.of(1, 2, 3, 5, 6, 2_000_000).mapToLong(before -> intents.lookUpDelayMillis(over, before)))
                .containsExactly(50L, 100L, 200L, 800L, 1000L, 1000L);
    }

    @Test
    void writesOnlyWhatItHasRead() {
        assertThat(intents.asRead(open(GraphFixtures.NOW, 1)))
                .isEqualTo(Map.of("intent_key", "request:1", "unsettled_until", "2026-01-31T12:00:00Z"));
        assertThat(intents.asRead(open(null, 1))).containsEntry("unsettled_until", null);
    }

    @Test
    void createsWithItsLabelAmongTheCallers() {
        GraphRequest request = GraphRequest.create(
                GraphFixtures.ACCOUNT, "campaigns", Map.of("adlabels", GraphFixtures.json("[{'id': '5'}]")));

        assertThat(labels(request))
                .isEqualTo(GraphFixtures.json("[{'id': '5'}, {'name': '"
                        + Labels.of("request:1", GraphFixtures.NOW).get(0) + "'}]"));
        assertThat(labels(GraphFixtures.create()))
                .isEqualTo(GraphFixtures.json("[{'name': '"
                        + Labels.of("request:1", GraphFixtures.NOW).get(0) + "'}]"));
    }

    private Object labels(GraphRequest request) {
        Creation creation =
                new Creation(Creation.Kind.CAMPAIGN, "request:1", "francisco", null, null, "Spring", request);
        return GraphFixtures.MAPPER.valueToTree(
                intents.labelled(creation, open(null, 0)).fields().get("adlabels"));
    }

    @Test
    void tellsRequestsApart() {
        assertThat(intents.newKey()).isNotEqualTo(intents.newKey());
    }

    @Test
    void readsARow() throws Exception {
        Intent intent = intents.read("""
                {"intent_key":"k","kind":"adset","client_id":"francisco","job_id":null,"ad_account_id":"act_1",
                 "parent_id":"5","name":"Adults","label":"l","state":"open","object_id":null,
                 "unsettled_until":"2026-01-31T12:00:00.5+00:00","lost_answers":2,"recreated":false,
                 "created_at":"2026-01-31T11:59:00+00:00"}
                """);

        assertThat(intent.kind()).isEqualTo(Creation.Kind.ADSET);
        assertThat(intent.isUnsettled()).isTrue();
        assertThat(intent.lostAnswers()).isEqualTo(2);
    }

    private static Intent open(Instant unsettledUntil, int lostAnswers) {
        return GraphFixtures.intent(Creation.Kind.CAMPAIGN, null, unsettledUntil, lostAnswers);
    }

    private static Search begunAt(Instant time) {
        return new Search(List.of(), null, 1, true, time);
    }
}
