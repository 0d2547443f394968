package jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobRunTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            -,                upload_video,     true
            -,                verify_creative,  true
            upload_video,     upload_video,     false
            upload_video,     await_processing, true
            create_creative,  upload_thumbnail, false
            create_creative,  create_creative,  false
            create_creative,  verify_creative,  true
            """)
    void doesNothingTwice(String lastStep, String step, boolean ahead) {
        String checkpoint = lastStep == null ? "{}" : "{'last_step': '" + lastStep + "'}";

        assertThat(JobFixtures.run("{'checkpoint_json': " + checkpoint + "}").isAhead(step))
                .isEqualTo(ahead);
    }

    /** A worker that takes the job over does not repeat events that the history has already. */
    @Test
    void beginsAStepOnce() {
        JobRun first = JobFixtures.run("{'step': 'upload_video'}");
        first.begin("await_processing");
        assertThat(first.reached().event()).isEqualTo("step_started");

        JobRun again = JobFixtures.run("{'step': 'await_processing'}");
        again.begin("await_processing");
        assertThat(again.isToBeWritten()).isFalse();
    }
}
