package observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import queue.StreamInfo;

import java.time.Duration;

class BacklogTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void showsWhatWasCounted() throws Exception {
        Backlog backlog = backlog(Duration.ofMinutes(1));

        backlog.counted(
                row("{\"type\":\"video_creative\",\"status\":\"queued\",\"waiting_for\":\"nothing\",\"jobs\":7}"));
        backlog.queued(new StreamInfo("a", 5, 2, 1));

        assertThat(jobs()).isEqualTo(7);
        assertThat(value(MeterNames.JOBS_DUE)).isEqualTo(4);
        assertThat(value(MeterNames.JOBS_OLDEST_DUE)).isEqualTo(12.5);
        assertThat(value(MeterNames.INTENTS_OPEN)).isEqualTo(3);
        assertThat(value(MeterNames.CLIENTS_REJECTED)).isEqualTo(1);
        assertThat(value(MeterNames.QUEUE_LENGTH)).isEqualTo(5);
        assertThat(value(MeterNames.QUEUE_PENDING)).isEqualTo(2);
    }

    @Test
    void jobsThatAreNoLongerThereAreZero() throws Exception {
        Backlog backlog = backlog(Duration.ofMinutes(1));
        backlog.counted(
                row("{\"type\":\"video_creative\",\"status\":\"queued\",\"waiting_for\":\"nothing\",\"jobs\":7}"));

        backlog.counted(row(""));

        assertThat(jobs()).isZero();
    }

    @Test
    void whatWasNotCountedForAWhileIsUnknown() throws Exception {
        Backlog backlog = backlog(Duration.ofMillis(1));

        backlog.counted(row(""));

        await().untilAsserted(() -> assertThat(value(MeterNames.JOBS_DUE)).isNaN());
        assertThat(value(MeterNames.QUEUE_LENGTH)).isNaN();
    }

    private Backlog backlog(Duration interval) {
        return new Backlog(new ObjectMapper(), () -> interval, registry);
    }

    private static String row(String jobs) {
        return "{\"jobs\":[" + jobs
                + "],\"due\":4,\"oldest_due_seconds\":12.5,\"open_intents\":3,\"rejected_clients\":1}";
    }

    private double value(String name) {
        return registry.get(name).gauge().value();
    }

    private double jobs() {
        return registry.get(MeterNames.JOBS)
                .tag(MeterNames.TYPE, "video_creative")
                .tag(MeterNames.STATUS, "queued")
                .tag(MeterNames.WAITING_FOR, "nothing")
                .gauge()
                .value();
    }
}
