package graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import graph.GraphException.Transient;
import graph.Videos.State;
import graph.Videos.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;

class VideosTest {

    private final Videos videos = new Videos();

    @Test
    void readsTheSessionThatMetaOpened() {
        Videos.Session session = videos.started(GraphFixtures.json(
                "{'upload_session_id': '11', 'video_id': '12', 'start_offset': '0', 'end_offset': '5242880'}"));

        assertThat(session).isEqualTo(new Videos.Session("11", "12", new Window(0, 5242880)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'upload_session_id': '11', 'start_offset': '0', 'end_offset': '5'}",
                "{'video_id': '12', 'start_offset': '0', 'end_offset': '5'}",
                "{'upload_session_id': '11', 'video_id': '12'}"
            })
    void triesAgainWhereMetaOpenedNone(String answer) {
        assertThatThrownBy(() -> videos.started(GraphFixtures.json(answer))).isInstanceOf(Transient.class);
    }

    @Test
    void readsOffsetsAsTextsAndAsNumbers() {
        assertThat(videos.window(GraphFixtures.json("{'start_offset': '5', 'end_offset': '9'}")))
                .isEqualTo(new Window(5, 9));
        assertThat(videos.window(GraphFixtures.json("{'start_offset': 5, 'end_offset': 9}")))
                .isEqualTo(new Window(5, 9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'start_offset': '-1', 'end_offset': '9'}",
                "{'start_offset': 'a', 'end_offset': '9'}",
                "{'start_offset': '5'}"
            })
    void triesAgainWhereMetaNamesNoWindow(String answer) {
        assertThatThrownBy(() -> videos.window(GraphFixtures.json(answer))).isInstanceOf(Transient.class);
    }

    @Test
    void sendsExactlyTheWindow() {
        GraphRequest request = videos.transfer("11", 5, 9, Path.of("film.mp4"), 2, GraphFixtures.ACCOUNT);

        assertThat(request.fields())
                .containsEntry("upload_phase", "transfer")
                .containsEntry("upload_session_id", "11")
                .containsEntry("start_offset", "5");
        assertThat(request.attachment().field()).isEqualTo("video_file_chunk");
        assertThat(request.attachment().offset()).isEqualTo(2);
        assertThat(request.attachment().length()).isEqualTo(4);
        assertThat(request.repeatable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "ready, READY",
        "processing, PROCESSING",
        "uploading, PROCESSING",
        "upload_complete, PROCESSING",
        "'', PROCESSING",
        "error, FAILED",
        "expired, FAILED"
    })
    void readsHowFarAVideoIs(String status, State state) {
        assertThat(videos.status(GraphFixtures.json("{'status': {'video_status': '" + status + "'}}"))
                        .state())
                .isEqualTo(state);
    }

    @Test
    void knowsAVideoThatMetaHasInFull() {
        assertThat(videos.status(GraphFixtures.json("{'status': {'video_status': 'ready'}}"))
                        .uploaded())
                .isTrue();
        assertThat(videos.status(
                                GraphFixtures.json(
                                        "{'status': {'video_status': 'processing', 'uploading_phase': {'status': 'complete'}}}"))
                        .uploaded())
                .isTrue();
        assertThat(videos.status(
                                GraphFixtures.json(
                                        "{'status': {'video_status': 'processing', 'uploading_phase': {'status': 'in_progress'}}}"))
                        .uploaded())
                .isFalse();
        assertThat(videos.status(GraphFixtures.json("{}")).uploaded()).isFalse();
    }

    @Test
    void saysWhyAVideoFailed() {
        assertThat(videos.status(GraphFixtures.json("{'status': {'video_status': 'error', 'processing_phase':"
                                + " {'status': 'error', 'errors': [{'code': 1, 'message': 'Bad codec'}]}}}"))
                        .reason())
                .isEqualTo("Bad codec");
        assertThat(videos.status(GraphFixtures.json("{'status': {'video_status': 'error'}}"))
                        .reason())
                .contains("'error'");
    }

    @Test
    void takesTheFrameThatMetaPrefers() {
        assertThat(videos.preferredFrame(GraphFixtures.json("{'data': [{'uri': 'https://a', 'is_preferred': false},"
                        + " {'uri': 'https://b', 'is_preferred': true}]}")))
                .isEqualTo("https://b");
        assertThat(videos.preferredFrame(GraphFixtures.json("{'data': [{'uri': 'https://a'}]}")))
                .isEqualTo("https://a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'data': []}", "{'data': [{'id': '1'}]}"})
    void triesAgainWhereThereIsNoFrame(String answer) {
        assertThatThrownBy(() -> videos.preferredFrame(GraphFixtures.json(answer)))
                .isInstanceOf(Transient.class);
    }
}
