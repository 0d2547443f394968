package jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blobs.NewBlob;
import calls.ApiCall;
import calls.Reply;
import calls.TestCalls;
import failures.Kind;
import failures.Wait;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.Map;

class JobInsertTest {

    private static final NewBlob VIDEO = new NewBlob("jobs/1/video.mp4", Path.of("video"));

    private final JobInsert inserts = new JobInsert(null, JobFixtures.MAPPER, null);
    private final ApiCall call = TestCalls.call("createVideoJob", "{'client_id': 'francisco'}", Map.of());

    @BeforeEach
    void upload() {
        call.note(inserts.begin(call, "video_creative").with(VIDEO, null, 1, null));
    }

    @Test
    void acceptsAJobWhoseRowIsCommitted() {
        inserts.accepted(call, "{}");

        assertThat(call.reply().status()).isEqualTo(202);
        assertThat(call.reply().headers()).containsEntry(Reply.LOCATION, "/v1/jobs/" + JobInsert.jobId(call));
        assertThat(JobInsert.job(call).mayLeaveBlobs()).isFalse();
    }

    /** Without a row there is no job. */
    @Test
    void acceptsNoJobOnceItsKeyIsTakenOver() {
        assertThatThrownBy(() -> inserts.accepted(call, null))
                .isInstanceOfSatisfying(
                        Wait.class, refusal -> assertThat(refusal.kind()).isEqualTo(Kind.IN_PROGRESS));

        assertThat(call.isAnswered()).isFalse();
        assertThat(JobInsert.job(call).mayLeaveBlobs()).isTrue();
    }

    @Test
    void hasAThumbnailOnlyIfOneWasSent() {
        assertThat(JobInsert.hasThumbnail(call)).isFalse();

        call.note(JobInsert.job(call).with(VIDEO, new NewBlob("t.png", Path.of("thumbnail")), 1, null));

        assertThat(JobInsert.hasThumbnail(call)).isTrue();
    }
}
