package jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobViewTest {

    private final JobView view = new JobView(JobFixtures.MAPPER);

    @Test
    void showsAJobAsTheContractSays() {
        // compared as texts, because equal numbers have different types in trees
        assertThat(view.of(JobFixtures.job("{'step': 'upload_video', 'bytes_sent': 420,"
                                + " 'started_at': '2026-01-31T12:00:01+00:00', 'result_json': {'video_id': '12'}}"))
                        .toString())
                .isEqualTo("{'job_id':'6f2c1d9e-8a4b-4c0f-9b2e-1f6a7c3d5e80','client_id':'francisco',"
                        .concat("'type':'video_creative','status':'running','step':'upload_video',")
                        .concat("'waiting_for':null,'progress':{'percent':42.0,'bytes_sent':420,")
                        .concat("'bytes_total':1000},'attempts':1,'max_attempts':3,'crashes':0,")
                        .concat("'next_attempt_at':null,'cancel_requested':false,")
                        .concat("'result':{'video_id':'12'},'error':null,")
                        .concat("'created_at':'2026-01-31T12:00:00.123Z','started_at':'2026-01-31T12:00:01Z',")
                        .concat("'finished_at':null}")
                        .replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource({
        "running, 0, 1000, 0",
        "running, 999, 1000, 99.9",
        "running, 9999, 10000, 99.9",
        "running, 0, 0, 0",
        "succeeded, 0, 0, 100",
        "failed, 333, 1000, 33.3"
    })
    void neverPromisesMoreThanWasSent(String status, long sent, long total, double percent) {
        Job job = JobFixtures.job(
                "{'status': '" + status + "', 'bytes_sent': " + sent + ", 'bytes_total': " + total + "}");

        assertThat(view.of(job).at("/progress/percent").asDouble()).isEqualTo(percent);
    }

    @ParameterizedTest
    @CsvSource({"queued, true", "failed, true", "cancelled, true", "succeeded, false"})
    void showsTheErrorUnlessTheJobMadeItAfterAll(String status, boolean shown) {
        Job job = JobFixtures.job("{'status': '" + status + "', 'error_json': {'type': '/problems/meta-failed'}}");

        assertThat(view.of(job).hasNonNull("error")).isEqualTo(shown);
    }
}
