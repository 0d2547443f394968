package media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import blobs.BlobNames;
import blobs.BlobStore;
import blobs.LocalWindow;
import failures.Kind;
import failures.Rejected;
import failures.Wait;
import graph.GraphException;
import graph.Images;
import graph.Videos;
import jobs.Checkpoint;
import jobs.JobFixtures;
import jobs.JobRun;
import jobs.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

class VideoUploadTest {

    /** Its windows are those requested, seven bytes later in a file. */
    private static final BlobStore BLOBS = (BlobStore) Proxy.newProxyInstance(
            BlobStore.class.getClassLoader(),
            new Class<?>[] {BlobStore.class},
            (proxy, method, arguments) -> method.getName().equals("openWindow")
                    ? new LocalWindow(Path.of("window"), (long) arguments[1] + 7, false)
                    : null);

    private static final VideoUpload UPLOADS = new VideoUpload(
            JobFixtures.config("processing-poll", "1s", "max-processing-poll", "15s", "processing-timeout", "30m"),
            new Videos(),
            new Images(),
            BLOBS,
            new BlobNames(),
            null,
            null,
            new Reuse(null),
            null,
            JobFixtures.MAPPER);

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final String UPLOAD = "{'checkpoint_json': {'sessions': %d, 'upload':"
            + " {'session_id': '11', 'video_id': '12', 'start_offset': 300, 'end_offset': %d, 'furthest': 300}}}";
    private static final GraphException.NoSuchObject GONE = new GraphException.NoSuchObject("m", null);

    // the upload

    @Test
    void opensASessionOnlyWhereThereIsNone() throws Exception {
        assertThat(asked(JobFixtures.run("upload_video", "{}"))).isEqualTo("start");
        assertThat(asked(uploading(600))).isEqualTo("transfer");
    }

    @Test
    void remembersTheSession() throws Exception {
        Progress progress = sent(
                JobFixtures.run("upload_video", "{}"),
                "{'upload_session_id': '11', 'video_id': '12', 'start_offset': '0', 'end_offset': '300'}");

        assertThat(progress.checkpoint().upload()).isEqualTo(new Checkpoint.Upload("11", "12", 0, 300, 0, 0));
        assertThat(progress.checkpoint().sessions()).isEqualTo(1);
        assertThat(progress.bytesSent()).isZero();
        assertThat(progress.step()).isEqualTo("upload_video");
    }

    @Test
    void beginsAnewWithAnotherSession() throws Exception {
        JobRun run = uploading(600);
        refused(run, GONE);

        Progress progress =
                sent(run, "{'upload_session_id': '21', 'video_id': '22', 'start_offset': '0', 'end_offset': '300'}");

        assertThat(progress.checkpoint().upload()).isEqualTo(new Checkpoint.Upload("21", "22", 0, 300, 0, 0));
        assertThat(progress.checkpoint().sessions()).isEqualTo(2);
        assertThat(progress.bytesSent()).isZero();
        assertThat(progress.event()).isEqualTo("upload_restarted");
    }

    /** After several lost sessions, the next one would be lost too. */
    @Test
    void opensOnlySoManySessions() throws Exception {
        JobRun run = JobFixtures.run("upload_video", UPLOAD.formatted(10, 600));
        refused(run, GONE);

        assertThatThrownBy(() -> UPLOADS.sendVideo(run)).isSameAs(GONE);
    }

    @Test
    void failsWhereTheAccountIsNotThere() throws Exception {
        assertThatThrownBy(() -> refused(JobFixtures.run("upload_video", "{}"), GONE))
                .isSameAs(GONE);
    }

    @Test
    void sendsTheWindowOfTheCheckpoint() throws Exception {
        JobRun run = uploading(600);

        UPLOADS.sendVideo(run);

        assertThat(run.request().attachment().offset()).isEqualTo(307);
        assertThat(run.request().attachment().length()).isEqualTo(300);
        assertThat(run.request().fields())
                .containsEntry("upload_session_id", "11")
                .containsEntry("start_offset", "300");
        assertThat(run.takeWindow().file()).isEqualTo(Path.of("window"));
    }

    @Test
    void goesOnWithTheWindowThatMetaNamesNext() throws Exception {
        Progress progress = sent(uploading(600), "{'start_offset': '600', 'end_offset': '900'}");

        assertThat(progress.checkpoint().upload()).isEqualTo(new Checkpoint.Upload("11", "12", 600, 900, 600, 0));
        assertThat(progress.bytesSent()).isEqualTo(600);
        assertThat(progress.event()).isNull();
        assertThat(progress.failure()).isNull();
    }

    @Test
    void goesOnWhereMetaWantsIt() throws Exception {
        Progress progress = moved(uploading(600), 100, 200);

        assertThat(progress.checkpoint().upload()).isEqualTo(new Checkpoint.Upload("11", "12", 100, 200, 300, 1));
        assertThat(progress.bytesSent()).isEqualTo(100);
        assertThat(progress.event()).isEqualTo("upload_moved");
    }

    /** Meta's own SDKs give up on such an upload too. */
    @Test
    void followsAMoveBackAFewTimes() throws Exception {
        JobRun run = uploading(600);
        for (int moves = 1; moves < 5; moves++) {
            Progress progress = moved(run, 300, 600);
            assertThat(progress.event()).isEqualTo(moves == 1 ? "upload_moved" : null);
            run = at(progress);
        }

        assertStalled(moved(run, 300, 600));
    }

    @Test
    void forgetsTheMovesWhenTheUploadGoesFurther() throws Exception {
        JobRun run = uploading(600);
        for (int moves = 1; moves < 5; moves++) {
            run = at(moved(run, 300, 600));
        }

        Progress progress = sent(run, "{'start_offset': '600', 'end_offset': '900'}");

        assertThat(progress.checkpoint().upload().moves()).isZero();
    }

    /** Meta accepts the window and then requests it again: each answer by itself looks like progress. */
    @Test
    void stallsWhereMetaGoesToAndFro() throws Exception {
        JobRun run = uploading(600);
        for (int moves = 1; moves < 5; moves++) {
            run = at(sent(run, "{'start_offset': '600', 'end_offset': '900'}"));
            run = at(moved(run, 300, 600));
        }
        run = at(sent(run, "{'start_offset': '600', 'end_offset': '900'}"));

        assertStalled(moved(run, 300, 600));
    }

    /** The next attempt opens another session. */
    private static void assertStalled(Progress progress) {
        assertThat(progress.event()).isEqualTo("upload_stalled");
        assertThat(progress.forgotten()).contains("upload");
        assertThat(progress.failure()).isExactlyInstanceOf(GraphException.Transient.class);
    }

    @Test
    void takesTheWindowThatWasSentForAMove() throws Exception {
        Progress progress = sent(uploading(600), "{'start_offset': '300', 'end_offset': '600'}");

        assertThat(progress.checkpoint().upload().moves()).isEqualTo(1);
        assertThat(progress.event()).isEqualTo("upload_moved");
    }

    @Test
    void readsNoBytesBeyondTheVideo() {
        assertThatThrownBy(() -> sent(uploading(600), "{'start_offset': '600', 'end_offset': '1001'}"))
                .isInstanceOf(GraphException.Transient.class);
    }

    /** The blob is complete: Meta's first window is wrong. */
    @Test
    void beginsWithNoBytesBeyondTheVideo() {
        assertThatThrownBy(() -> sent(
                        JobFixtures.run("upload_video", "{}"),
                        "{'upload_session_id': '11', 'video_id': '12', 'start_offset': '0', 'end_offset': '1001'}"))
                .isInstanceOf(GraphException.Transient.class)
                .hasMessageContaining("1001");
    }

    @Test
    void isThroughWhenTheWindowIsEmpty() throws Exception {
        assertThat(asked(uploading(301))).isEqualTo("transfer");
        assertThat(asked(uploading(300))).isEqualTo("finish");
    }

    @Test
    void decidesALostFinishByTheVideo() throws Exception {
        JobRun done = uploading(300);
        refused(done, GONE);
        assertThat(sent(done, "{'status': {'uploading_phase': {'status': 'complete'}}}")
                        .result()
                        .videoId())
                .isEqualTo("12");

        JobRun lost = uploading(300);
        refused(lost, GONE);
        assertThat(sent(lost, "{'status': {'uploading_phase': {'status': 'in_progress'}}}"))
                .isNull();
        assertThat(asked(lost)).isEqualTo("start");

        JobRun gone = uploading(300);
        refused(gone, GONE);
        refused(gone, GONE);
        assertThat(asked(gone)).isEqualTo("start");
    }

    @Test
    void hasAVideoInTheEnd() throws Exception {
        Progress progress = sent(uploading(300), "{'success': true}");

        assertThat(progress.result().videoId()).isEqualTo("12");
        assertThat(progress.checkpoint().lastStep()).isEqualTo("upload_video");
        assertThat(progress.bytesSent()).isEqualTo(1000);
        assertThat(progress.nextStep()).isEqualTo("await_processing");
    }

    // the processing

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "3, 8", "4, 15", "2000000, 15"})
    void looksLessAndLessOften(int looks, int seconds) {
        JobRun run = processing(NOW.minusSeconds(60), looks);
        Wait wait = waiting(run);

        assertThat(wait.delay()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(wait.reason()).isEqualTo(Wait.Reason.PROCESSING);
        assertThat(run.remembered()).isEqualTo(Checkpoint.processing(NOW.minusSeconds(60), looks + 1));
    }

    @Test
    void countsFromTheFirstLook() {
        JobRun run = uploading(300);
        waiting(run);

        assertThat(run.remembered()).isEqualTo(Checkpoint.processing(NOW, 1));
    }

    private static Wait waiting(JobRun run) {
        return catchThrowableOfType(Wait.class, () -> UPLOADS.waitForProcessing(run, NOW));
    }

    @Test
    void doesNotWaitForEver() {
        JobRun inTime = processing(NOW.minus(Duration.ofMinutes(30)), 9);
        JobRun late = processing(NOW.minus(Duration.ofMinutes(30)).minusMillis(1), 9);

        assertThatThrownBy(() -> UPLOADS.waitForProcessing(inTime, NOW)).isInstanceOf(Wait.class);
        Rejected failure = catchThrowableOfType(Rejected.class, () -> UPLOADS.waitForProcessing(late, NOW));
        assertThat(failure.kind()).isEqualTo(Kind.META_FAILED);
        assertThat(failure).hasMessageContaining("30 minutes");
    }

    @Test
    void goesOnWhenTheVideoIsReady() {
        Progress progress = looked("{}", "{'status': {'video_status': 'ready'}}");

        assertThat(progress.checkpoint().lastStep()).isEqualTo("await_processing");
        assertThat(progress.nextStep()).isEqualTo("upload_thumbnail");
        assertThatThrownBy(() -> looked("{}", "{'status': {'video_status': 'processing'}}"))
                .isInstanceOf(Wait.class);
    }

    /** A video that Meta could not process stays so: only another video helps. */
    @Test
    void uploadsAgainWhereMetaGaveUpOnTheVideo() throws Exception {
        Progress progress = looked(
                UPLOAD.formatted(1, 300),
                "{'status': {'video_status': 'error', 'processing_phase': {'errors': [{'message': 'Bad codec'}]}}}");

        assertThat(progress.event()).isEqualTo("video_lost");
        assertThat(progress.forgotten()).contains("upload", "last_step", "processing_since");
        assertThat(progress.bytesSent()).isZero();
        assertThat(progress.detail()).contains("12", "Bad codec");
        assertThat(progress.failure()).isInstanceOfSatisfying(Rejected.class, failure -> assertThat(failure.kind())
                .isEqualTo(Kind.META_FAILED));
        assertThat(progress.failure()).hasMessageContaining("Bad codec");

        JobRun gone = JobFixtures.run("await_processing", UPLOAD.formatted(1, 300));
        UPLOADS.gone(gone, GONE);
        assertThat(gone.reached().event()).isEqualTo("video_lost");
    }

    /** The video of an earlier attempt may have been deleted meanwhile: the file itself was valid. */
    @Test
    void triesAgainWhereTheVideoOfAnEarlierTryIsLost() throws Exception {
        JobRun run = JobFixtures.run(
                "await_processing", "{'checkpoint_json': {'earlier_video': true, 'upload': {'video_id': '12'}}}");

        UPLOADS.gone(run, GONE);

        assertThat(run.reached().failure()).isExactlyInstanceOf(GraphException.Transient.class);
    }

    private static Progress looked(String job, String answer) {
        JobRun run = JobFixtures.run("await_processing", job);
        run.answered(JobFixtures.json(answer));
        UPLOADS.processed(run);
        return run.reached();
    }

    /** Returns the requested phase of the upload, and closes the open window. */
    private static String asked(JobRun run) throws Exception {
        UPLOADS.sendVideo(run);
        run.takeWindow();
        return String.valueOf(run.request().fields().get("upload_phase"));
    }

    private static Progress sent(JobRun run, String answer) throws Exception {
        UPLOADS.sendVideo(run);
        run.answered(JobFixtures.json(answer));
        UPLOADS.sent(run);
        return run.reached();
    }

    private static void refused(JobRun run, RuntimeException failure) throws Exception {
        UPLOADS.sendVideo(run);
        UPLOADS.sendElsewhere(run, failure);
    }

    private static Progress moved(JobRun run, long start, long end) throws Exception {
        refused(run, new GraphException.UploadMoved("m", null, start, end));
        return run.reached();
    }

    private static JobRun uploading(long endOffset) {
        return JobFixtures.run("upload_video", UPLOAD.formatted(1, endOffset));
    }

    private static JobRun at(Progress progress) {
        return JobFixtures.run(
                "upload_video",
                "{'checkpoint_json': "
                        + JobFixtures.MAPPER.valueToTree(progress.checkpoint()).toString() + "}");
    }

    private static JobRun processing(Instant since, int looks) {
        return JobFixtures.run(
                "await_processing",
                "{'checkpoint_json': {'processing_since': '" + since + "', 'processing_polls': " + looks + "}}");
    }
}
