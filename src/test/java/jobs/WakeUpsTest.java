package jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import queue.RedisStreamConstants;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

class WakeUpsTest {

    private final List<String> marked = new ArrayList<>();
    private boolean away;

    private final WakeUps wakeUps = new WakeUps(new JobRepository(null) {
        @Override
        void markWoken(Collection<?> jobs, String incarnation) throws SQLException {
            if (away) {
                throw new SQLException("Connection refused", "08001");
            }
            marked.add(jobs.stream().map(String::valueOf).sorted().toList() + " in " + incarnation);
        }
    });

    @Test
    void notesWhatWasPushedTogetherAndOnce() throws SQLException {
        pushed("a", "1", "2");
        pushed("a", "3", "1");
        assertThat(marked).as("before the next note").isEmpty();

        wakeUps.note();
        wakeUps.note();

        assertThat(marked).containsExactly("[1, 2, 3] in a");
    }

    /** Redis lost its data in between. */
    @Test
    void notesEachIncarnationApart() throws SQLException {
        pushed("a", "1");
        pushed("b", "2");

        wakeUps.note();

        assertThat(marked).containsExactlyInAnyOrder("[1] in a", "[2] in b");
    }

    /** It may be claimed and wait for another wake-up by then: the relay pushes it again. */
    @Test
    void doesNotNoteLaterWhatCouldNotBeNoted() throws SQLException {
        pushed("a", "1");
        away = true;
        assertThatThrownBy(wakeUps::note).isInstanceOf(SQLException.class);

        away = false;
        wakeUps.note();

        assertThat(marked).isEmpty();
    }

    private void pushed(String incarnation, String... jobs) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(List.of(jobs));
        exchange.getMessage().setHeader(RedisStreamConstants.INCARNATION, incarnation);
        wakeUps.woken(exchange);
    }
}
