package jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calls.PageCursor;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.Rejected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

class JobPageTest {

    private static final UUID JOB_ID = UUID.fromString("6f2c1d9e-8a4b-4c0f-9b2e-1f6a7c3d5e80");

    @Test
    void readsItsOwnCursors() {
        PageCursor cursor = new PageCursor(Instant.parse("2026-01-31T12:00:00.123456Z"), JOB_ID);

        assertThat(PageCursor.decode(cursor.encode())).isEqualTo(cursor);
        assertThat(cursor.encode()).matches("[A-Za-z0-9_-]+");
        assertThat(PageCursor.decode(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "no time", "2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z no-uuid", "\u0000"})
    void refusesForeignCursors(String content) {
        String foreign =
                Base64.getUrlEncoder().withoutPadding().encodeToString(content.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> PageCursor.decode(foreign)).isInstanceOf(Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"~", "=", "abc.def", "A"})
    void refusesWhatIsNoBase64(String text) {
        assertThatThrownBy(() -> PageCursor.decode(text)).isInstanceOf(Rejected.class);
    }

    /** PostgreSQL does not have such times. */
    @ParameterizedTest
    @ValueSource(strings = {"0000-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "+999999999-01-01T00:00:00Z"})
    void refusesATimeThatNoJobHas(String time) {
        String cursor = new PageCursor(Instant.parse(time), JOB_ID).encode();

        assertThatThrownBy(() -> PageCursor.decode(cursor)).isInstanceOf(Rejected.class);
    }

    @Test
    void isAsLargeAsAskedForAndFiltersByWhatIsNamed() {
        JobPage page = JobPage.of(Map.of("limit", "7", "client_id", "francisco"));

        assertThat(page).isEqualTo(new JobPage("francisco", null, null, null, null, 7));
        assertThat(JobPage.of(Map.of()).size()).isEqualTo(50);
    }

    @Test
    void namesTheNextPageWhereThereIsOne() {
        List<Job> three = List.of(job(3), job(2), job(1));

        ObjectNode more = calls().answer(three, 2);
        ObjectNode all = calls().answer(three, 3);

        assertThat(more.path("jobs").findValuesAsText("attempts")).containsExactly("3", "2");
        assertThat(PageCursor.decode(more.path("next_cursor").asText()))
                .isEqualTo(new PageCursor(Instant.parse("2026-01-31T12:00:02Z"), JOB_ID));
        assertThat(all.path("jobs")).hasSize(3);
        assertThat(all.get("next_cursor").isNull()).isTrue();
        assertThat(calls().answer(List.of(), 50).path("jobs")).isEmpty();
    }

    private static JobCalls calls() {
        return new JobCalls(null, new JobView(JobFixtures.MAPPER), null, null, null, JobFixtures.MAPPER);
    }

    private static Job job(int number) {
        return JobFixtures.job("{'attempts': " + number + ", 'created_at': '2026-01-31T12:00:0" + number + "Z'}");
    }
}
