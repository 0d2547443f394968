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
import java.util.UUID;

class VideoIntakeTest {

    private static final UUID JOB_ID = UUID.fromString("6f2c1d9e-8a4b-4c0f-9b2e-1f6a7c3d5e80");

    private final VideoIntake intake =
            new VideoIntake(null, null, null, null, null, null, null, JobFixtures.MAPPER, null);
    private final ApiCall call = TestCalls.call("createVideoJob", "{}", Map.of());

    @BeforeEach
    void upload() {
        NewBlob video = new NewBlob("jobs/" + JOB_ID + "/video.mp4", Path.of("video"));
        call.note(new NewJob(JOB_ID, video, null, 1));
    }

    @Test
    void acceptsAJobWhoseRowIsCommitted() {
        intake.accepted(call, JOB_ID.toString());

        assertThat(call.reply().status()).isEqualTo(202);
        assertThat(call.reply().headers()).containsEntry(Reply.LOCATION, "/v1/jobs/" + JOB_ID);
        assertThat(call.noted(NewJob.class).mayLeaveBlobs()).isFalse();
    }

    /** The insert has no row then, so there is no job. */
    @Test
    void acceptsNoJobOnceItsKeyIsTakenOver() {
        assertThatThrownBy(() -> intake.accepted(call, null))
                .isInstanceOfSatisfying(
                        Wait.class, refusal -> assertThat(refusal.kind()).isEqualTo(Kind.IN_PROGRESS));

        assertThat(call.isAnswered()).isFalse();
        assertThat(call.noted(NewJob.class).mayLeaveBlobs()).isTrue();
    }

    @Test
    void hasAThumbnailOnlyIfOneWasSent() {
        assertThat(VideoIntake.hasThumbnail(call)).isFalse();

        call.note(new NewJob(JOB_ID, VideoIntake.video(call), new NewBlob("t.png", Path.of("thumbnail")), 1));

        assertThat(VideoIntake.hasThumbnail(call)).isTrue();
    }
}
