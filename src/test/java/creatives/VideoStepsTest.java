package creatives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import failures.Kind;
import failures.Wait;
import graph.GraphException;
import jobs.JobFixtures;
import jobs.JobRun;
import jobs.JobStep;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

class VideoStepsTest {

    private static final Creatives CREATIVES = new Creatives(JobFixtures.MAPPER, new Enhancements("v26.0"));
    private static final CreativeVerification VERIFICATION = new CreativeVerification(CREATIVES);
    private static final VideoSteps STEPS = new VideoSteps(null, CREATIVES, VERIFICATION);
    private static final JobStep VERIFY = VERIFICATION.step(
            run -> Creatives.brief(run, Kinds.named(VideoKind.NAME)),
            run -> new Assets(Map.of("media", Asset.video("12", "abc"))));
    private static final GraphException.NoSuchObject GONE = new GraphException.NoSuchObject("m", null);

    // create_creative

    /** The same key for every holder of the job, so that none creates what another one did. */
    @Test
    void makesTheCreativeUnderTheJobsKey() {
        JobRun run =
                JobFixtures.run("{'result_json': {'video_id': '12', 'image_hash': 'abc'}, 'attempts': 3, 'fence': 9}");

        STEPS.create(run);

        assertThat(run.creation().key()).isEqualTo("6f2c1d9e-8a4b-4c0f-9b2e-1f6a7c3d5e80:create_creative");
        assertThat(run.creation().jobId()).hasToString("6f2c1d9e-8a4b-4c0f-9b2e-1f6a7c3d5e80");
        assertThat(run.creation().request().fields().get("object_story_spec").toString())
                .contains("\"video_id\":\"12\"", "\"image_hash\":\"abc\"");
    }

    // verify_creative

    /** The creative exists, whatever the read-back says; only what may be over soon is waited for. */
    @Test
    void isNotVerifiedWhereItCannotBeRead() {
        JobRun run = JobFixtures.run("verify_creative", "{}");

        assertThatCode(() -> VERIFY.refused().apply(run, GONE)).doesNotThrowAnyException();

        assertThat(run.reached().result().verified()).isFalse();
        assertThat(run.isToBeWritten()).as("apart from the job's end").isFalse();
        Wait down = new Wait(Kind.UNAVAILABLE, Wait.Reason.BREAKER, Duration.ofSeconds(1), "m");
        assertThatThrownBy(() -> VERIFY.refused().apply(run, down)).isSameAs(down);
    }
}
