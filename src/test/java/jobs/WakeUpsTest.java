package jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import queue.RedisStreamConstants;
import queue.StreamInfo;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

class WakeUpsTest {

    private final List<String> marked = new ArrayList<>();
    private boolean away;
    private Duration now = Duration.ofDays(1);
    private Duration since;

    private final WakeUps wakeUps = new WakeUps(
            new JobRepository(null) {
                @Override
                void markWoken(Collection<String> jobs, String incarnation, Duration since) throws SQLException {
                    if (away) {
                        throw new SQLException("Connection refused", "08001");
                    }
                    marked.add(jobs.stream().sorted().toList() + " in " + incarnation);
                    WakeUpsTest.this.since = since;
                }

                @Override
                List<String> takeWakeupsDue(String incarnation, Double lostSeconds) {
                    return List.of("due");
                }
            },
            () -> now.toNanos());

    @Test
    void notesWhatWasPushedTogetherAndOnce() throws SQLException {
        pushed("a", "1", "2");
        pushed("a", "3", "1");
        assertThat(marked).as("before the next note").isEmpty();

        noteLater();
        noteLater();

        assertThat(marked).containsExactly("[1, 2, 3] in a");
    }

    /** Most are claimed before. The time since the first push decides which claims have used one of them. */
    @Test
    void notesWhatIsStillThereAfterAWhile() throws SQLException {
        pushed("a", "1");
        now = now.plusMillis(1500);
        pushed("a", "2");
        wakeUps.note();
        assertThat(marked).isEmpty();

        now = now.plusMillis(600);
        wakeUps.note();
        assertThat(marked).containsExactly("[1] in a");
        assertThat(since).isBetween(Duration.ofMillis(2100), Duration.ofSeconds(10));

        now = now.plusMillis(1500);
        wakeUps.note();
        assertThat(marked).containsExactly("[1] in a", "[2] in a");
    }

    @Test
    void wakesWhatItParkedOnceItIsDue() throws SQLException {
        park(Duration.ofSeconds(2));
        assertThat(nextBatch()).containsExactly("due");

        now = now.plusSeconds(2);
        String parked = JobFixtures.job("{}").jobId().toString();
        assertThat(nextBatch()).containsExactly(parked);
        assertThat(nextBatch()).containsExactly("due");
    }

    /** A worker that is stopping, and waits of hours, leave the wake-up to all relays. */
    @Test
    void leavesToTheRelayWhatIsDueAtOnceOrMuchLater() throws SQLException {
        park(Duration.ZERO);
        park(Duration.ofHours(1));

        now = now.plusHours(2);

        assertThat(nextBatch()).containsExactly("due");
    }

    private void park(Duration delay) {
        JobRun run = JobFixtures.run("{}");
        run.end(new Release(JobStatus.RUNNING, "processing", delay, null, "waiting", null, null, null));
        wakeUps.parked(run);
    }

    private List<String> nextBatch() throws SQLException {
        WakeUps.Round round = wakeUps.begin(new StreamInfo("a", 0, 0, 0));
        wakeUps.take(round);
        return round.batch();
    }

    private void noteLater() throws SQLException {
        now = now.plusSeconds(3);
        wakeUps.note();
    }

    /** Redis lost its data in between. */
    @Test
    void notesEachIncarnationApart() throws SQLException {
        pushed("a", "1");
        pushed("b", "2");

        noteLater();

        assertThat(marked).containsExactlyInAnyOrder("[1] in a", "[2] in b");
    }

    /** By then it may be claimed and wait for another wake-up: the relay pushes it again. */
    @Test
    void doesNotNoteLaterWhatCouldNotBeNoted() throws SQLException {
        pushed("a", "1");
        away = true;
        assertThatThrownBy(this::noteLater).isInstanceOf(SQLException.class);

        away = false;
        noteLater();

        assertThat(marked).isEmpty();
    }

    private void pushed(String incarnation, String... jobs) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(List.of(jobs));
        exchange.getMessage().setHeader(RedisStreamConstants.INCARNATION, incarnation);
        wakeUps.woken(exchange);
    }
}
