package jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import failures.Kind;
import failures.NotFound;
import failures.Rejected;
import failures.Wait;
import graph.BreakerOpenException;
import graph.Creation;
import graph.GraphException;
import graph.Intent;
import graph.NoSlotException;
import graph.Throttle;
import intents.Unsettled;
import jobs.Stopped.Why;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.model.S3Exception;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;

class FailureDispositionTest {

    private static final JsonNode ERROR = JobFixtures.json("{'detail': 'Why'}");

    private final FailureDisposition dispositions =
            new FailureDisposition(JobFixtures.config("retry-delays", "30s,2m", "max-crashes", "20"));

    @ParameterizedTest
    @CsvSource({"0, 30", "1, 30", "2, 120", "3, 120", "99, 120"})
    void waitsLongerAfterEachAttempt(int attempts, int seconds) {
        assertThat(dispositions.delayAfter(attempts)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, true", "3, false", "4, false"})
    void triesAsOftenAsTheJobAllows(int attempts, boolean again) {
        JobRun run = ended("{'attempts': " + attempts + "}", new IllegalStateException());

        assertThat(run.isReleased()).isEqualTo(again);
        assertThat(run.isFinished()).isNotEqualTo(again);
    }

    @Test
    void queuesAJobWhoseAttemptFailed() {
        Release release = ended("{'attempts': 2}", new IllegalStateException()).release();

        assertThat(release.status()).isEqualTo(JobStatus.QUEUED);
        assertThat(release.delay()).isEqualTo(Duration.ofMinutes(2));
        assertThat(release.errorText()).isEqualTo("Why");
        assertThat(release.error()).isEqualTo(ERROR);
        assertThat(release.event()).isEqualTo("attempt_failed");
    }

    @Test
    void parksAJobAsAStepSays() {
        Checkpoint checkpoint = Checkpoint.processing(Instant.EPOCH, 1);
        JobRun run = JobFixtures.run("{}");
        run.remember(checkpoint);

        dispositions.end(
                run,
                new Wait(Kind.UNAVAILABLE, Wait.Reason.PROCESSING, Duration.ofSeconds(4), "Why"),
                (failure, job) -> ERROR);

        Release release = run.release();
        assertThat(release.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(release.waitingFor()).isEqualTo("processing");
        assertThat(release.delay()).isEqualTo(Duration.ofSeconds(4));
        assertThat(release.checkpoint()).isEqualTo(checkpoint);
        assertThat(release.detail()).isEqualTo("Why");
        assertThat(release.error()).isNull();
    }

    @Test
    void waitsUntilAThrottleIsOverAndNotAllJobsAtOnce() {
        Release release = released(
                new GraphException.Throttled("m", null, new Throttle(Throttle.Scope.ACCOUNT, Duration.ofMinutes(3))));

        assertThat(release.delay())
                .isBetween(Duration.ofMinutes(3), Duration.ofMinutes(3).plusSeconds(1));
        assertThat(release.waitingFor()).isEqualTo("throttle");
        assertThat(release.status()).isEqualTo(JobStatus.RUNNING);
    }

    @Test
    void waitsUntilMetaIsTriedAgain() {
        Release release = released(new BreakerOpenException(Duration.ofSeconds(4)));

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
        return released(new Unsettled(new Intent(
                "k",
                Creation.Kind.CREATIVE,
                null,
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
                null,
                null)));
    }

    @Test
    void handsAJobBackAtOnce() {
        for (Exception failure :
                new Exception[] {new Stopped(Why.SHUTDOWN, "Why"), new RejectedExecutionException("Why")}) {
            Release release = released(failure);

            assertThat(release.delay()).isEqualTo(Duration.ZERO);
            assertThat(release.status()).isEqualTo(JobStatus.RUNNING);
            assertThat(release.event()).isEqualTo("handed_back");
        }
    }

    @Test
    void waitsBrieflyForAPartThatIsAway() {
        assertThat(released(new NoSlotException(Duration.ofSeconds(9))).delay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(released(new NoSlotException(Duration.ofSeconds(9))).waitingFor())
                .isNull();
        assertThat(released(new SQLException("Cut off", "08006")).delay()).isEqualTo(Duration.ofSeconds(1));
        Release bucket = released(S3Exception.builder().statusCode(503).build());
        assertThat(bucket.delay()).isEqualTo(Duration.ofSeconds(10));
        assertThat(bucket.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(bucket.waitingFor()).isNull();
    }

    @Test
    void endsAJob() {
        assertThat(JobFixtures.run("{}").finish()).isEqualTo(new Finish(JobStatus.SUCCEEDED, null, null));
        assertThat(ended("{}", new Stopped(Why.CANCELLED, "")).finish())
                .isEqualTo(new Finish(JobStatus.CANCELLED, null, null));
        for (RuntimeException refusal : new RuntimeException[] {
            new Rejected(Kind.META_FAILED, "Why"),
            new NotFound("Why"),
            new GraphException.Invalid("Why", null),
            new GraphException.TokenRejected("Why", null)
        }) {
            assertThat(ended("{}", refusal).finish()).isEqualTo(new Finish(JobStatus.FAILED, ERROR, "Why"));
        }
    }

    /** Another worker holds the job, so every write would be rejected. */
    @Test
    void leavesAJobAloneThatIsSomebodyElses() {
        JobRun run = ended("{}", new Stopped(Why.LEASE_LOST, "Why"));

        assertThat(run.isReleased()).isFalse();
        assertThat(run.isFinished()).isFalse();
    }

    @Test
    void parksAJobThatKillsItsWorkers() {
        assertThatCode(() -> dispositions.checkCrashes(JobFixtures.run("{'crashes': 20}")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> dispositions.checkCrashes(JobFixtures.run("{'crashes': 21}")))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("21 times");
    }

    private Release released(Exception failure) {
        return ended("{}", failure).release();
    }

    private JobRun ended(String job, Exception failure) {
        JobRun run = JobFixtures.run(job);
        dispositions.end(run, failure, (cause, failed) -> ERROR);
        return run;
    }
}
