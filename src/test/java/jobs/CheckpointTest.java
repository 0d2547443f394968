package jobs;

import static org.assertj.core.api.Assertions.assertThat;

import failures.Warning;
import graph.Difference;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The database merges a checkpoint into the previous one: unchanged fields must not be in its JSON. */
class CheckpointTest {

    @Test
    void saysOnlyWhatIsNew() throws Exception {
        assertThat(json(Checkpoint.upload(new Checkpoint.Upload("11", "12", 5, 9, 7, 1), 2)))
                .isEqualTo("{\"upload\":{\"session_id\":\"11\",\"video_id\":\"12\",\"start_offset\":5,"
                        + "\"end_offset\":9,\"furthest\":7,\"moves\":1},\"sessions\":2}");
        assertThat(json(Checkpoint.done("upload_video"))).isEqualTo("{\"last_step\":\"upload_video\"}");
    }

    @Test
    void readsWhatItWrote() throws Exception {
        Checkpoint checkpoint = new Checkpoint(
                new Checkpoint.Upload("11", "12", 5, 9, 7, 1),
                2,
                Instant.parse("2026-01-31T12:00:00Z"),
                3,
                "upload_video",
                true);

        assertThat(JobFixtures.MAPPER.readValue(json(checkpoint), Checkpoint.class))
                .isEqualTo(checkpoint);
    }

    @Test
    void passesOverWhatALaterReleaseWrote() throws Exception {
        assertThat(JobFixtures.MAPPER.readValue("{\"last_step\":\"upload_video\",\"tomorrow\":1}", Checkpoint.class))
                .isEqualTo(Checkpoint.done("upload_video"));
    }

    @Test
    void saysOfAResultOnlyWhatIsNew() throws Exception {
        assertThat(json(JobResult.video("12"))).isEqualTo("{\"video_id\":\"12\"}");
        assertThat(json(new JobResult(
                        null,
                        null,
                        null,
                        null,
                        false,
                        true,
                        List.of(new Difference("url_tags", "a=b", null)),
                        List.of(new Warning("code", "text")),
                        Map.of("image_touchups", "OPT_OUT"),
                        null)))
                .isEqualTo("{\"verified\":false,\"deduplicated\":true,"
                        + "\"differences\":[{\"path\":\"url_tags\",\"sent\":\"a=b\",\"read\":null}],"
                        + "\"warnings\":[{\"code\":\"code\",\"detail\":\"text\"}],"
                        + "\"enhancements\":{\"image_touchups\":\"OPT_OUT\"}}");
    }

    private static String json(Object value) throws Exception {
        return JobFixtures.MAPPER.writeValueAsString(value);
    }
}
