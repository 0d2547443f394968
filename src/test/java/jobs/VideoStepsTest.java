package jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import graph.Buttons;
import graph.Creation;
import graph.Creatives;
import graph.GraphException;
import graph.GraphRequest;
import graph.Images;
import graph.Videos;
import jobs.WaitException.Reason;
import jobs.WaitException.Wait;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

class VideoStepsTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final String UPLOAD = "{'checkpoint_json': {'sessions': 1, 'upload':"
            + " {'session_id': '11', 'video_id': '12', 'start_offset': 300, 'end_offset': %d, 'furthest': 300}}}";

    private final VideoSteps steps = new VideoSteps(
            JobFixtures.config("processing-poll", "1s", "max-processing-poll", "15s", "processing-timeout", "30m"),
            new Videos(),
            new Images(),
            new Creatives(JobFixtures.MAPPER, new Buttons()));

    // upload_video

    @Test
    void opensASessionOnlyWhereThereIsNone() {
        assertThat(steps.needsSession(JobFixtures.job("{}"))).isTrue();
        assertThat(steps.needsSession(uploading(600))).isFalse();
    }

    @Test
    void remembersTheSession() {
        Progress progress = steps.started(
                JobFixtures.json(
                        "{'upload_session_id': '11', 'video_id': '12', 'start_offset': '0', 'end_offset': '300'}"),
                JobFixtures.job("{}"));

        assertThat(progress.checkpoint().upload()).isEqualTo(new Checkpoint.Upload("11", "12", 0, 300, 0, 0));
        assertThat(progress.checkpoint().sessions()).isEqualTo(1);
        assertThat(progress.bytesSent()).isZero();
        assertThat(progress.step()).isEqualTo("upload_video");
    }

    @Test
    void beginsAnewWithAnotherSession() {
        Progress progress = steps.started(
                JobFixtures.json(
                        "{'upload_session_id': '21', 'video_id': '22', 'start_offset': '0', 'end_offset': '300'}"),
                uploading(600));

        assertThat(progress.checkpoint().upload()).isEqualTo(new Checkpoint.Upload("21", "22", 0, 300, 0, 0));
        assertThat(progress.checkpoint().sessions()).isEqualTo(2);
        assertThat(progress.bytesSent()).isZero();
        assertThat(progress.event()).isEqualTo("upload_restarted");
    }

    @Test
    void sendsTheWindowOfTheCheckpoint() {
        GraphRequest request = steps.transfer(uploading(600), Path.of("window"), 7);

        assertThat(steps.windowOffset(uploading(600))).isEqualTo(300);
        assertThat(steps.windowLength(uploading(600))).isEqualTo(300);
        assertThat(request.attachment().offset()).isEqualTo(7);
        assertThat(request.attachment().length()).isEqualTo(300);
        assertThat(request.fields()).containsEntry("upload_session_id", "11");
    }

    @Test
    void goesOnWithTheWindowThatMetaNamesNext() {
        Progress progress =
                steps.transferred(JobFixtures.json("{'start_offset': '600', 'end_offset': '900'}"), uploading(600));

        assertThat(progress.checkpoint().upload()).isEqualTo(new Checkpoint.Upload("11", "12", 600, 900, 600, 0));
        assertThat(progress.bytesSent()).isEqualTo(600);
        assertThat(progress.event()).isNull();
    }

    @Test
    void goesOnWhereMetaWantsIt() {
        Progress progress = steps.moved(new GraphException.UploadMoved("m", null, 100, 200), uploading(600));

        assertThat(progress.checkpoint().upload()).isEqualTo(new Checkpoint.Upload("11", "12", 100, 200, 300, 1));
        assertThat(progress.bytesSent()).isEqualTo(100);
        assertThat(progress.event()).isEqualTo("upload_moved");
    }

    /** Meta's own SDKs give up on such an upload too. */
    @Test
    void followsAMoveBackAFewTimesUntilTheUploadGoesFurther() {
        Job job = uploading(600);
        for (int moves = 1; moves <= 5; moves++) {
            assertThat(steps.isStalled(job)).isFalse();
            Progress progress = steps.moved(new GraphException.UploadMoved("m", null, 300, 600), job);
            assertThat(progress.event()).isEqualTo(moves == 1 ? "upload_moved" : null);
            job = at(progress);
        }

        assertThat(steps.isStalled(job)).isTrue();
        assertThat(steps.stalled(job).forgotten()).contains("upload");
        assertThat(steps.isStalled(
                        at(steps.transferred(JobFixtures.json("{'start_offset': '600', 'end_offset': '900'}"), job))))
                .isFalse();
    }

    /** Meta takes the window and then wants it again: each answer by itself looks like progress. */
    @Test
    void stallsWhereMetaGoesToAndFro() {
        Job job = uploading(600);
        for (int moves = 0; moves < 5; moves++) {
            assertThat(steps.isStalled(job)).isFalse();
            job = at(steps.transferred(JobFixtures.json("{'start_offset': '600', 'end_offset': '900'}"), job));
            job = at(steps.moved(new GraphException.UploadMoved("m", null, 300, 600), job));
        }

        assertThat(steps.isStalled(job)).isTrue();
    }

    @Test
    void stallsWhereMetaNamesTheWindowThatWasSent() {
        Progress progress =
                steps.transferred(JobFixtures.json("{'start_offset': '300', 'end_offset': '600'}"), uploading(600));

        assertThat(progress.checkpoint().upload().moves()).isEqualTo(1);
        assertThat(progress.event()).isEqualTo("upload_moved");
    }

    @Test
    void readsNoBytesBeyondTheVideo() {
        assertThatThrownBy(() -> steps.transferred(
                        JobFixtures.json("{'start_offset': '600', 'end_offset': '1001'}"), uploading(600)))
                .isInstanceOf(GraphException.Transient.class);
    }

    /** The blob is whole: it is Meta's first window that is wrong. */
    @Test
    void beginsWithNoBytesBeyondTheVideo() {
        assertThatThrownBy(() -> steps.started(
                        JobFixtures.json(
                                "{'upload_session_id': '11', 'video_id': '12', 'start_offset': '0', 'end_offset': '1001'}"),
                        JobFixtures.job("{}")))
                .isInstanceOf(GraphException.Transient.class)
                .hasMessageContaining("1001");
    }

    @Test
    void isThroughWhenTheWindowIsEmpty() {
        assertThat(steps.hasWindow(uploading(301))).isTrue();
        assertThat(steps.hasWindow(uploading(300))).isFalse();
    }

    @Test
    void decidesALostFinishByTheVideo() {
        assertThat(steps.isUploaded(status("{'status': {'uploading_phase': {'status': 'complete'}}}")))
                .isTrue();
        assertThat(steps.isUploaded(status("{'status': {'uploading_phase': {'status': 'in_progress'}}}")))
                .isFalse();
    }

    @Test
    void hasAVideoInTheEnd() {
        Progress progress = steps.uploaded(uploading(300));

        assertThat(progress.result().videoId()).isEqualTo("12");
        assertThat(progress.checkpoint().lastStep()).isEqualTo("upload_video");
        assertThat(progress.bytesSent()).isEqualTo(1000);
    }

    // await_processing

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "3, 8", "4, 15", "2000000, 15"})
    void looksLessAndLessOften(int looks, int seconds) {
        Wait wait = steps.untilNextLook(processing(NOW.minusSeconds(60), looks), NOW);

        assertThat(wait.delay()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(wait.reason()).isEqualTo(Reason.PROCESSING);
        assertThat(wait.checkpoint()).isEqualTo(Checkpoint.processing(NOW.minusSeconds(60), looks + 1));
    }

    @Test
    void countsFromTheFirstLook() {
        Wait wait = steps.untilNextLook(JobFixtures.job("{}"), NOW);

        assertThat(wait.checkpoint()).isEqualTo(Checkpoint.processing(NOW, 1));
    }

    @Test
    void doesNotWaitForEver() {
        Job inTime = processing(NOW.minus(Duration.ofMinutes(30)), 9);
        Job late = processing(NOW.minus(Duration.ofMinutes(30)).minusMillis(1), 9);

        assertThatCode(() -> steps.untilNextLook(inTime, NOW)).doesNotThrowAnyException();
        assertThatThrownBy(() -> steps.untilNextLook(late, NOW))
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("30 minutes");
    }

    @Test
    void goesOnWhenTheVideoIsReady() {
        Job job = JobFixtures.job("{}");

        assertThat(steps.processed(status("{'status': {'video_status': 'ready'}}"), job)
                        .checkpoint()
                        .lastStep())
                .isEqualTo("await_processing");
        assertThatThrownBy(() -> steps.processed(status("{'status': {'video_status': 'processing'}}"), job))
                .isInstanceOf(WaitException.class);
    }

    /** What Meta gave up on stays so: only another video helps. */
    @Test
    void uploadsAgainWhereMetaGaveUpOnTheVideo() {
        Videos.Status status = status(
                "{'status': {'video_status': 'error', 'processing_phase': {'errors': [{'message': 'Bad codec'}]}}}");

        Progress progress = steps.lost(status, uploading(300));

        assertThat(steps.isLost(status)).isTrue();
        assertThat(steps.isLost(new Videos().gone())).isTrue();
        assertThat(progress.forgotten()).contains("upload", "last_step", "processing_since");
        assertThat(progress.bytesSent()).isZero();
        assertThat(progress.detail()).contains("12", "Bad codec");
        JobFailedException failure =
                catchThrowableOfType(JobFailedException.class, () -> steps.failLost(status, false));
        assertThat(failure.kind()).isEqualTo("meta-failed");
        assertThat(failure).hasMessageContaining("Bad codec");
    }

    /** The video of an earlier try may have been deleted meanwhile: the file itself was in order. */
    @Test
    void triesAgainWhereTheVideoOfAnEarlierTryIsLost() {
        assertThat(steps.isOfEarlierTry(JobFixtures.job("{'checkpoint_json': {'earlier_video': true}}")))
                .isTrue();
        assertThat(steps.isOfEarlierTry(uploading(300))).isFalse();
        assertThatThrownBy(() -> steps.failLost(new Videos().gone(), true))
                .isExactlyInstanceOf(GraphException.Transient.class);
    }

    // create_creative

    /** The same key for every holder of the job, so that none creates what another one did. */
    @Test
    void makesTheCreativeUnderTheJobsKey() {
        Creation creation = steps.creative(
                JobFixtures.job("{'result_json': {'video_id': '12', 'image_hash': 'abc'}, 'attempts': 3, 'fence': 9}"));

        assertThat(creation.key()).isEqualTo("6f2c1d9e-8a4b-4c0f-9b2e-1f6a7c3d5e80:create_creative");
        assertThat(creation.jobId()).hasToString("6f2c1d9e-8a4b-4c0f-9b2e-1f6a7c3d5e80");
        assertThat(creation.request().fields().get("object_story_spec").toString())
                .contains("\"video_id\":\"12\"", "\"image_hash\":\"abc\"");
    }

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

        assertThat(new VideoCreative().isAhead(step, JobFixtures.job("{'checkpoint_json': " + checkpoint + "}")))
                .isEqualTo(ahead);
    }

    private static Job uploading(long endOffset) {
        return JobFixtures.job(UPLOAD.formatted(endOffset));
    }

    private static Job at(Progress progress) {
        return JobFixtures.job("{'checkpoint_json': "
                + JobFixtures.MAPPER.valueToTree(progress.checkpoint()).toString() + "}");
    }

    private static Videos.Status status(String answer) {
        return new Videos().status(JobFixtures.json(answer));
    }

    private static Job processing(Instant since, int looks) {
        return JobFixtures.job(
                "{'checkpoint_json': {'processing_since': '" + since + "', 'processing_polls': " + looks + "}}");
    }
}
