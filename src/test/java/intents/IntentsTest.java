package intents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import failures.Conflict;
import failures.Failure;
import graph.BreakerOpenException;
import graph.Caller;
import graph.Creation;
import graph.DeadlineException;
import graph.GraphException;
import graph.GraphException.Invalid;
import graph.GraphException.LostAnswer;
import graph.GraphException.OutcomeUnknown;
import graph.GraphException.Throttled;
import graph.GraphException.TokenRejected;
import graph.GraphException.Transient;
import graph.GraphFixtures;
import graph.GraphRequest;
import graph.Intent;
import graph.Labels;
import graph.NoSlotException;
import graph.Throttle;
import intents.LookUp.Search;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class IntentsTest {

    private static final Creation CREATION = new Creation(
            Creation.Kind.CAMPAIGN, "request:1", "francisco", null, null, "Spring", GraphFixtures.create());

    private final List<String> written = new ArrayList<>();
    /** The result of conditional writes; null if another process has changed the intent. */
    private Intent row;

    private Intent opened = open(null, 0);

    private final Intents intents = new Intents(
            new IntentRepository(null) {
                @Override
                Intent open(Creation creation, Duration settle, Long fence) {
                    written.add("open");
                    return opened;
                }

                @Override
                Settled settle(Intent intent, String objectId, KeptAnswer answer, CreatingStep step, String audit) {
                    written.add("settle " + objectId);
                    return new Settled(settled(objectId), null);
                }

                @Override
                public Intent noteLostAnswer(Intent intent, Duration settle) {
                    written.add("lost " + settle);
                    return IntentsTest.open(Instant.now().plus(settle), intent.lostAnswers() + 1);
                }

                @Override
                public Optional<Intent> adopt(Intent asRead, List<String> oldestFirst) {
                    written.add("adopt " + oldestFirst);
                    return Optional.ofNullable(row);
                }

                @Override
                public Optional<Intent> renew(Intent asRead) {
                    written.add("renew");
                    return Optional.of(IntentsTest.open(null, asRead.lostAnswers()));
                }

                @Override
                public Optional<Intent> close(Intent asRead) {
                    written.add("close");
                    return Optional.empty();
                }
            },
            GraphFixtures.config(
                    "redelivery-delay", "250ms",
                    "max-redelivery-delay", "8s",
                    "redeliveries", "5",
                    "settle-after-close", "3s",
                    "settle-after-timeout", "60s"));

    @Test
    void writesDownWhatIsCreatedBeforeItAsks() throws SQLException {
        CreatingCall call = call(Caller.WORKER);

        intents.next(call);

        assertThat(written).containsExactly("open");
        assertThat(call.request().method()).isEqualTo(GraphRequest.Method.POST);
        assertThat(intents.isOpen(call)).isTrue();
    }

    @Test
    void isDoneWhenMetaNamesTheObject() throws SQLException {
        CreatingCall call = call(Caller.WORKER);
        intents.next(call);

        answer(call, "{'id': '9'}");

        assertThat(written).containsExactly("open", "settle 9");
        assertThat(call.intent().objectId()).isEqualTo("9");
        assertThat(intents.isOpen(call)).isFalse();
    }

    @Test
    void waitsAsLongAsAnObjectMayTakeToAppear() {
        assertThat(intents.settleTime(LostAnswer.CLOSED, 0)).isEqualTo(Duration.ofSeconds(3));
        assertThat(intents.settleTime(LostAnswer.UNCLEAR, 0)).isEqualTo(Duration.ofSeconds(3));
        assertThat(intents.settleTime(LostAnswer.CLOSED, 9)).isEqualTo(Duration.ofSeconds(3));
        assertThat(intents.settleTime(LostAnswer.TIMED_OUT, 0)).isEqualTo(Duration.ofSeconds(60));
    }

    /** After an error Meta's work is finished: the wait is only a back-off. */
    @ParameterizedTest
    @CsvSource({"0, 250", "1, 500", "4, 4000", "5, 8000", "30, 8000", "2000000, 8000"})
    void backsOffWhereMetaAnsweredWithAnError(int lostAnswers, long millis) {
        assertThat(intents.settleTime(LostAnswer.ANSWERED, lostAnswers)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void writesDownHowLongTheObjectMayStillAppear() throws Exception {
        CreatingCall call = call(Caller.WORKER);
        intents.next(call);

        intents.failed(call, new OutcomeUnknown("lost", null, LostAnswer.CLOSED, null));

        assertThat(written).containsExactly("open", "lost PT3S");
        intents.next(call);
        assertThat(call.request().method()).as("it looks for the object").isEqualTo(GraphRequest.Method.GET);
    }

    static Stream<Failure> failuresThatLeaveNothingBehind() {
        return Stream.of(
                new Invalid("", null),
                new TokenRejected("", null),
                new Transient("", null, null),
                new Throttled("", null, new Throttle(Throttle.Scope.ACCOUNT, Duration.ofSeconds(1))),
                new NoSlotException(Duration.ofSeconds(1)),
                new DeadlineException(),
                new BreakerOpenException(Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @MethodSource("failuresThatLeaveNothingBehind")
    void closesTheIntentOfACreateThatDidNothing(Failure failure) throws SQLException {
        CreatingCall call = call(Caller.WORKER);
        intents.next(call);

        assertThatThrownBy(() -> intents.failed(call, failure)).isSameAs(failure);

        assertThat(written).containsExactly("open", "close");
    }

    /** While Meta is down the outcome of an earlier create is unknown. */
    @Test
    void leavesTheIntentOfALostCreateOpenWhileMetaIsDown() throws SQLException {
        opened = open(null, 1);
        CreatingCall call = call(Caller.WORKER);
        intents.next(call);
        Failure failure = new BreakerOpenException(Duration.ofSeconds(1));

        assertThatThrownBy(() -> intents.failed(call, failure)).isSameAs(failure);

        assertThat(written).containsExactly("open");
    }

    /** Another worker holds the job and its intent. */
    @Test
    void leavesTheIntentToOthersWhereTheCallMayNotBeMade() throws SQLException {
        CreatingCall call = call(Caller.WORKER);
        intents.next(call);
        Failure failure = new Conflict("The lease is lost");

        assertThatThrownBy(() -> intents.failed(call, failure)).isSameAs(failure);

        assertThat(written).containsExactly("open");
    }

    @Test
    void closesNothingWhereTheLookUpFails() throws SQLException {
        opened = open(Instant.now().plusSeconds(60), 1);
        CreatingCall call = call(Caller.WORKER);
        intents.next(call);
        Failure failure = new Transient("", null, null);

        assertThatThrownBy(() -> intents.failed(call, failure)).isSameAs(failure);

        assertThat(written).containsExactly("open");
    }

    @Test
    void triesAsOftenAsACallIsRedelivered() {
        opened = open(null, 5);
        assertThatCode(() -> intents.next(call(Caller.WORKER))).doesNotThrowAnyException();
    }

    @Test
    void failsTransientlyInTheEnd() throws SQLException {
        opened = open(null, 6);
        CreatingCall call = call(Caller.WORKER);

        assertThatThrownBy(() -> intents.next(call))
                .isExactlyInstanceOf(GraphException.Transient.class)
                .hasMessageContaining("6 attempts");
        assertThat(written).containsExactly("open", "close");
    }

    @Test
    void isSettledByASearchThatBeganAfterTheSettleTime() {
        Intent intent = open(GraphFixtures.NOW, 1);

        assertThat(Intents.isSettled(intent, begunAt(GraphFixtures.NOW.minusMillis(1))))
                .isFalse();
        assertThat(Intents.isSettled(intent, begunAt(GraphFixtures.NOW))).isTrue();
    }

    @Test
    void adoptsWhatItFinds() throws SQLException {
        opened = open(Instant.now().plusSeconds(60), 1);
        row = settled("9");
        CreatingCall call = call(Caller.WORKER);
        intents.next(call);

        answer(call, "{'data': [{'id': '9', 'name': 'Spring', 'adlabels': [{'name': '" + opened.label() + "'}]}]}");

        assertThat(written).containsExactly("open", "adopt [9]");
        assertThat(call.intent().objectId()).isEqualTo("9");
    }

    @Test
    void readsAllPagesBeforeItDecides() throws SQLException {
        opened = open(Instant.now().plusSeconds(60), 1);
        row = settled("9");
        CreatingCall call = call(Caller.WORKER);
        intents.next(call);

        answer(call, "{'data': [], 'paging': {'cursors': {'after': 'A'}, 'next': 'x'}}");

        assertThat(written).containsExactly("open");
        assertThat(intents.delayMillis(call)).as("between pages").isZero();
        intents.next(call);
        assertThat(call.request().fields()).containsEntry("after", "A");
        answer(call, "{'data': []}");
        assertThat(written).containsExactly("open", "adopt []");
    }

    @Test
    void createsAgainWhereNothingAppearedInTime() throws SQLException {
        opened = open(Instant.now().minusSeconds(1), 1);
        row = opened;
        CreatingCall call = call(Caller.WORKER);
        intents.next(call);

        answer(call, "{'data': []}");

        assertThat(written).containsExactly("open", "adopt []", "renew");
        intents.next(call);
        assertThat(call.request().method()).isEqualTo(GraphRequest.Method.POST);
    }

    @Test
    void letsAJobGoThatWouldHaveToWait() throws SQLException {
        opened = open(Instant.now().plusSeconds(60), 1);
        row = opened;
        CreatingCall call = call(Caller.WORKER);
        intents.next(call);

        assertThatThrownBy(() -> answer(call, "{'data': []}"))
                .isInstanceOf(Unsettled.class)
                .hasMessageContaining("Spring");
    }

    @Test
    void readsTheIntentAgainThatAnotherProcessChanged() throws SQLException {
        opened = open(Instant.now().plusSeconds(60), 1);
        row = null;
        CreatingCall call = call(new Caller(Caller.Role.API, Instant.now().plusSeconds(60)));
        intents.next(call);

        answer(call, "{'data': []}");

        assertThat(written).containsExactly("open", "adopt []", "open");
        assertThat(intents.delayMillis(call)).as("before the second look").isPositive();
    }

    @Test
    void letsOnlyACallerThatHasTimeWait() {
        Instant now = Instant.now();

        assertThat(Intents.canWait(new Caller(Caller.Role.API, now.plusSeconds(60))))
                .isTrue();
        assertThat(Intents.canWait(new Caller(Caller.Role.API, now.minusSeconds(1))))
                .isFalse();
        assertThat(Intents.canWait(Caller.WORKER)).isFalse();
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

    /** Otherwise Meta's list would be read ten times a second while other processes change the intent. */
    @Test
    void waitsLongerAndLongerWhereTheSettleTimeIsOver() {
        Intent over = open(Instant.now().minusSeconds(1), 1);

        assertThat(IntStream.of(1, 2, 3, 5, 6, 2_000_000).mapToLong(before -> intents.lookUpDelayMillis(over, before)))
                .containsExactly(50L, 100L, 200L, 800L, 1000L, 1000L);
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

    private static Object labels(GraphRequest request) {
        Creation creation =
                new Creation(Creation.Kind.CAMPAIGN, "request:1", "francisco", null, null, "Spring", request);
        return GraphFixtures.MAPPER.valueToTree(
                Intents.labelled(creation, open(null, 0)).fields().get("adlabels"));
    }

    @Test
    void readsARow() throws Exception {
        Intent intent = GraphFixtures.MAPPER.readValue("""
                {"intent_key":"k","kind":"adset","client_id":"francisco","job_id":null,"ad_account_id":"act_1",
                 "parent_id":"5","name":"Adults","label":"l","state":"open","object_id":null,
                 "unsettled_until":"2026-01-31T12:00:00.5+00:00","lost_answers":2,"recreated":false,
                 "created_at":"2026-01-31T11:59:00+00:00"}
                """, Intent.class);

        assertThat(intent.kind()).isEqualTo(Creation.Kind.ADSET);
        assertThat(intent.clientId()).isEqualTo("francisco");
        assertThat(intent.isUnsettled()).isTrue();
        assertThat(intent.lostAnswers()).isEqualTo(2);
    }

    private CreatingCall call(Caller caller) throws SQLException {
        CreatingCall call = new CreatingCall(caller);
        call.by("francisco", GraphFixtures.ACCOUNT);
        call.create(CREATION);
        intents.begin(call);
        return call;
    }

    private void answer(CreatingCall call, String json) throws SQLException {
        call.answered(GraphFixtures.json(json));
        intents.answered(call);
    }

    private static Intent open(Instant unsettledUntil, int lostAnswers) {
        return GraphFixtures.intent(Creation.Kind.CAMPAIGN, null, unsettledUntil, lostAnswers);
    }

    private static Intent settled(String objectId) {
        Intent open = open(null, 0);
        return new Intent(
                open.intentKey(),
                open.kind(),
                open.clientId(),
                null,
                open.adAccountId(),
                null,
                open.name(),
                open.label(),
                Intent.State.SETTLED,
                objectId,
                null,
                0,
                open.createdAt(),
                null,
                null);
    }

    private static Search begunAt(Instant time) {
        return new Search(List.of(), null, 1, true, time);
    }
}
