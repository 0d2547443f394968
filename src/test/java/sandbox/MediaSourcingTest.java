package sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sandbox.GraphClient.Reply;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

class MediaSourcingTest {
    @RegisterExtension
    static final SandboxServer SERVER = new SandboxServer();

    private final GraphClient client = SERVER.client();
    private String hash;

    @BeforeEach
    void uploadImage() {
        hash = Samples.imageHash(client);
    }

    @Test
    void isReadBack() {
        Reply made = sourced("'images':[" + image(hash) + "," + image(Samples.imageHash(client, 2)) + "]");

        assertThat(made.status()).as(made.toString()).isEqualTo(200);
        assertThat(client.get("/" + made.id(), "fields", "media_sourcing_spec")
                        .body()
                        .at("/media_sourcing_spec/images"))
                .hasSize(2);
    }

    @Test
    void listsTenDifferentMediaWithThePostsOwn() {
        String eleven = IntStream.range(1, 12)
                .mapToObj(seed -> image(Samples.imageHash(client, seed)))
                .collect(Collectors.joining(","));

        assertRefused(sourced("'images':[" + eleven + "]"));
        assertRefused(sourced("'images':[" + image(hash) + "," + image(hash) + "]"));
        assertRefused(sourced("'images':[" + image(Samples.imageHash(client, 2)) + "]"));
        assertRefused(sourced("'images':[" + image(hash) + "],'related_media':[{}]"));
        assertRefused(sourced("'pictures':[]"));
    }

    @Test
    void groupsImagesAndNoVideos() {
        String video = Samples.readyVideoId(client);

        assertThat(sourced("'images':[{'hash':'" + hash + "','group_id':'1'}],'videos':[{'video_id':'" + video + "'}]")
                        .status())
                .isEqualTo(200);
        assertRefused(sourced("'images':[" + image(hash) + "],'videos':[{'video_id':'" + video + "','group_id':'1'}]"));
    }

    private static String image(String hash) {
        return "{'hash':'" + hash + "','source':'multi_media','opt_in_status':'opt_in'}";
    }

    private Reply sourced(String members) {
        return Samples.makeCreative(
                client,
                "object_story_spec",
                "{'page_id':'77','link_data':{'link':'https://example.com/','image_hash':'" + hash + "'}}",
                "media_sourcing_spec",
                "{" + members + "}");
    }

    private static void assertRefused(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
        assertThat(reply.error().path("code").asInt()).isEqualTo(100);
    }
}
