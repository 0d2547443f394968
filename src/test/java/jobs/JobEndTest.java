package jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import graph.BreakerOpenException;
import graph.Creation;
import graph.GraphException;
import graph.Intent;
import graph.Throttle;
import graph.UnsettledException;
import jobs.WaitException.Reason;
import jobs.WaitException.Wait;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;

class JobEndTest {

    private final JobEnd end = new JobEnd(JobFixtures.config("retry-delays", "30s,2m", "max-crashes", "20"));

    @ParameterizedTest
    @CsvSource({"0, 30", "1, 30", "2, 120", "3, 120", "99, 120"})
    void waitsLongerAfterEachAttempt(int attempts, int seconds) {
        assertThat(end.delayAfter(attempts)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, true", "3, false", "4, false"})
    void triesAsOftenAsTheJobAllows(int attempts, boolean again) {
        assertThat(end.hasAttemptsLeft(JobFixtures.job("{'attempts': " + attempts + "}")))
                .isEqualTo(again);
    }

    @Test
    void queuesAJobWhoseAttemptFailed() {
        Release release = end.nextAttempt(JobFixtures.job("{'attempts': 2}"), JobFixtures.json("{'detail': 'Why'}"));

        assertThat(release.status()).isEqualTo(JobStatus.QUEUED);
        assertThat(release.delay()).isEqualTo(Duration.ofMinutes(2));
        assertThat(release.errorText()).isEqualTo("Why");
        assertThat(release.error()).isEqualTo(JobFixtures.json("{'detail': 'Why'}"));
        assertThat(release.event()).isEqualTo("attempt_failed");
    }

    @Test
    void parksAJobAsAStepSays() {
        Checkpoint checkpoint = Checkpoint.processing(Instant.EPOCH, 1);

        Release release =
                end.parked(new WaitException(new Wait(Reason.PROCESSING, Duration.ofSeconds(4), "Why", checkpoint)));

        assertThat(release.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(release.waitingFor()).isEqualTo("processing");
        assertThat(release.delay()).isEqualTo(Duration.ofSeconds(4));
        assertThat(release.checkpoint()).isEqualTo(checkpoint);
        assertThat(release.error()).isNull();
    }

    @Test
    void waitsUntilAThrottleIsOverAndNotAllJobsAtOnce() {
        Release release = end.throttled(
                new GraphException.Throttled("m", null, new Throttle(Throttle.Scope.ACCOUNT, Duration.ofMinutes(3))));

        assertThat(release.delay())
                .isBetween(Duration.ofMinutes(3), Duration.ofMinutes(3).plusSeconds(1));
        assertThat(release.waitingFor()).isEqualTo("throttle");
        assertThat(release.status()).isEqualTo(JobStatus.RUNNING);
    }

    @Test
    void waitsUntilMetaIsTriedAgain() {
        Release release = end.metaDown(new BreakerOpenException(Duration.ofSeconds(4)));

        assertThat(release.delay()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));
        assertThat(release.waitingFor()).isEqualTo("breaker");
        assertThat(release.status()).isEqualTo(JobStatus.RUNNING);
    }

    @Test
    void looksForALostObjectEveryFewSecondsAndAtTheEnd() {
        assertThat(unsettled(Instant.now().plusSeconds(60)).delay()).isEqualTo(Duration.ofSeconds(5));
        assertThat(unsettled(Instant.now().plusSeconds(2)).delay())
                .isBetween(Duration.ofMillis(1), Duration.ofSeconds(2));
        assertThat(unsettled(Instant.now().minusSeconds(2)).delay()).isEqualTo(Duration.ZERO);
        assertThat(unsettled(Instant.now()).waitingFor()).isNull();
    }

    private Release unsettled(Instant until) {
        return end.unsettled(new UnsettledException(new Intent(
                "k",
                Creation.Kind.CREATIVE,
                null,
                "act_1",
                null,
                "Film",
                "l",
                Intent.State.OPEN,
                null,
                until,
                1,
                Instant.EPOCH,
                null)));
    }

    @Test
    void handsAJobBackAtOnce() {
        assertThat(end.handedBack().delay()).isEqualTo(Duration.ZERO);
        assertThat(end.handedBack().status()).isEqualTo(JobStatus.RUNNING);
        assertThat(end.briefly(new IllegalStateException("Why")).delay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(end.blobsAway().delay()).isEqualTo(Duration.ofSeconds(10));
        assertThat(end.blobsAway().status()).isEqualTo(JobStatus.RUNNING);
    }

    @Test
    void endsAJob() {
        assertThat(end.success()).isEqualTo(new Finish(JobStatus.SUCCEEDED, null, null));
        assertThat(end.cancellation()).isEqualTo(new Finish(JobStatus.CANCELLED, null, null));
        assertThat(end.failure(JobFixtures.json("{'detail': 'Why'}")))
                .isEqualTo(new Finish(JobStatus.FAILED, JobFixtures.json("{'detail': 'Why'}"), "Why"));
    }

    @Test
    void parksAJobThatKillsItsWorkers() {
        assertThatCode(() -> end.checkCrashes(JobFixtures.job("{'crashes': 20}")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> end.checkCrashes(JobFixtures.job("{'crashes': 21}")))
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("21 times");
    }
}
