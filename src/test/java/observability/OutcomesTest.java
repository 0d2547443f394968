package observability;

import static org.assertj.core.api.Assertions.assertThat;

import failures.Kind;
import failures.Wait;
import graph.BreakerOpenException;
import graph.DeadlineException;
import graph.GraphException;
import graph.NoSlotException;
import graph.Throttle;
import jobs.Stopped;
import jobs.Stopped.Why;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.S3Exception;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

/** The names of failures in metrics. */
class OutcomesTest {

    private static final GraphException.Throttled THROTTLED =
            new GraphException.Throttled("", null, new Throttle(Throttle.Scope.ACCOUNT, Duration.ofSeconds(1)));
    private static final GraphException.TokenRejected DEAD = new GraphException.TokenRejected("", null);
    private static final BreakerOpenException DOWN = new BreakerOpenException(Duration.ofSeconds(1));

    @Test
    void ofCalls() {
        assertThat(CallOutcome.of(null)).isEqualTo(CallOutcome.OK);
        assertThat(CallOutcome.of(new GraphException.Invalid("", null))).isEqualTo(CallOutcome.INVALID);
        assertThat(CallOutcome.of(new GraphException.NoSuchObject("", null))).isEqualTo(CallOutcome.INVALID);
        assertThat(CallOutcome.of(THROTTLED)).isEqualTo(CallOutcome.THROTTLED);
        assertThat(CallOutcome.of(new GraphException.Transient("", null, null))).isEqualTo(CallOutcome.TRANSIENT);
        assertThat(CallOutcome.of(new GraphException.Unavailable("", null, null)))
                .isEqualTo(CallOutcome.UNAVAILABLE);
        assertThat(CallOutcome.of(new GraphException.UploadMoved("", null, 0, 1)))
                .isEqualTo(CallOutcome.UPLOAD_MOVED);
        assertThat(CallOutcome.of(DEAD)).isEqualTo(CallOutcome.TOKEN_REJECTED);
        assertThat(CallOutcome.of(new GraphException.OutcomeUnknown("", null, GraphException.LostAnswer.CLOSED, null)))
                .isEqualTo(CallOutcome.OUTCOME_UNKNOWN);
        assertThat(CallOutcome.of(new IllegalStateException())).isEqualTo(CallOutcome.ERROR);
    }

    @Test
    void ofCallsThatAreNotSent() {
        assertThat(NotSentReason.of(THROTTLED)).isEqualTo(NotSentReason.THROTTLE);
        assertThat(NotSentReason.of(DOWN)).isEqualTo(NotSentReason.BREAKER);
        assertThat(NotSentReason.of(new NoSlotException(Duration.ofSeconds(1)))).isEqualTo(NotSentReason.SLOT);
        assertThat(NotSentReason.of(new DeadlineException())).isEqualTo(NotSentReason.DEADLINE);
        assertThat(NotSentReason.of(DEAD)).isEqualTo(NotSentReason.TOKEN);
        assertThat(NotSentReason.of(new Stopped(Why.LEASE_LOST, ""))).isEqualTo(NotSentReason.OTHER);
    }

    private static S3Exception ofBucket(int status) {
        return (S3Exception) S3Exception.builder().statusCode(status).build();
    }

    @Test
    void ofSteps() {
        Wait processing = new Wait(Kind.UNAVAILABLE, Wait.Reason.PROCESSING, Duration.ofSeconds(1), "");

        assertThat(StepOutcome.of(null)).isEqualTo(StepOutcome.DONE);
        assertThat(StepOutcome.of(processing)).isEqualTo(StepOutcome.WAITING);
        assertThat(StepOutcome.of(THROTTLED)).isEqualTo(StepOutcome.WAITING);
        assertThat(StepOutcome.of(DOWN)).isEqualTo(StepOutcome.WAITING);
        assertThat(StepOutcome.of(new SQLException())).isEqualTo(StepOutcome.WAITING);
        assertThat(StepOutcome.of(new SQLException("", "22P05"))).isEqualTo(StepOutcome.FAILED);
        assertThat(StepOutcome.of(ofBucket(503))).isEqualTo(StepOutcome.WAITING);
        assertThat(StepOutcome.of(ofBucket(403))).isEqualTo(StepOutcome.FAILED);
        assertThat(StepOutcome.of(new RejectedExecutionException())).isEqualTo(StepOutcome.STOPPED);
        assertThat(StepOutcome.of(new Stopped(Why.CANCELLED, ""))).isEqualTo(StepOutcome.STOPPED);
        assertThat(StepOutcome.of(new Stopped(Why.SHUTDOWN, ""))).isEqualTo(StepOutcome.STOPPED);
        assertThat(StepOutcome.of(new Stopped(Why.LEASE_LOST, ""))).isEqualTo(StepOutcome.STOPPED);
        assertThat(StepOutcome.of(DEAD)).isEqualTo(StepOutcome.FAILED);
    }
}
