package sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static sandbox.Samples.ACCOUNT;
import static sandbox.Samples.linkCreative;
import static sandbox.Samples.with;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sandbox.GraphClient.Reply;

import java.util.Map;

class CreativeNodesTest {
    @RegisterExtension
    static final SandboxServer SERVER = new SandboxServer();

    private final GraphClient client = SERVER.client();
    private String hash;

    @BeforeEach
    void uploadImage() {
        hash = Samples.imageHash(client);
    }

    @Test
    void imageCreativeIsMadeAndReadBack() {
        Reply made = client.post(ACCOUNT + "/adcreatives", with(linkCreative(hash), "url_tags", "a=b"));

        Reply read = client.get(
                "/" + made.id(),
                "fields",
                "id,name,status,object_story_spec,effective_object_story_id,instagram_user_id,image_hash,image_url,video_id,"
                        + "thumbnail_url,call_to_action_type,object_type,url_tags,degrees_of_freedom_spec");
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.body().path("name").asText()).isEqualTo("Link");
        assertThat(read.body().path("status").asText()).isEqualTo("ACTIVE");
        assertThat(read.body().at("/object_story_spec/link_data/message").asText())
                .isEqualTo("Hello");
        assertThat(read.body().path("effective_object_story_id").asText()).matches("77_\\d+");
        assertThat(read.body().path("image_hash").asText()).isEqualTo(hash);
        assertThat(read.body().path("call_to_action_type").asText()).isEqualTo("LEARN_MORE");
        assertThat(read.body().path("object_type").asText()).isEqualTo("SHARE");
        assertThat(read.body().path("url_tags").asText()).isEqualTo("a=b");
        assertThat(read.body().path("thumbnail_url").asText()).startsWith(client.root());
        assertThat(read.body().has("video_id")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            WHATSAPP_MESSAGE | {"app_destination":"WHATSAPP"}
            MESSAGE_PAGE     | {"app_destination":"MESSENGER"}
            MESSAGE_PAGE     | {"app_destination":"INSTAGRAM_DIRECT"}
            CALL_NOW         | {"link":"tel:+351210000000"}
            """)
    void buttonsTakeTheValueOfTheirType(String type, String value) {
        Reply made = client.post(
                ACCOUNT + "/adcreatives",
                "name",
                "n",
                "object_story_spec",
                "{\"page_id\":\"77\",\"link_data\":{\"link\":\"https://example.com/\",\"call_to_action\":{\"type\":\""
                        + type + "\",\"value\":" + value + "}}}");

        assertThat(made.status()).as(made.toString()).isEqualTo(200);
    }

    @Test
    void videoCreativeNeedsAReadyVideo() {
        client.settings("{\"video_processing_ms\":300}");
        String videoId = Samples.videoId(client);

        Reply early = client.post(ACCOUNT + "/adcreatives", video(videoId, "\"image_hash\":\"" + hash + "\""));
        assertThat(early.error().path("error_subcode").asInt()).isEqualTo(1885252);
        assertThat(early.status()).isEqualTo(400);

        Reply made = Awaitility.await()
                .until(
                        () -> client.post(ACCOUNT + "/adcreatives", video(videoId, "\"image_hash\":\"" + hash + "\"")),
                        reply -> reply.status() == 200);
        Reply read = client.get("/" + made.id(), "fields", "video_id,object_type,image_hash,call_to_action_type");
        assertThat(read.body().path("video_id").asText()).isEqualTo(videoId);
        assertThat(read.body().path("object_type").asText()).isEqualTo("VIDEO");
        assertThat(read.body().path("image_hash").asText()).isEqualTo(hash);
        assertThat(read.body().path("call_to_action_type").asText()).isEqualTo("LEARN_MORE");
    }

    @Test
    void videoCreativeNeedsOneThumbnail() {
        client.settings("{\"video_processing_ms\":0}");
        String videoId = Samples.videoId(client);

        Reply none = client.post(ACCOUNT + "/adcreatives", video(videoId, "\"title\":\"t\""));
        Reply both = client.post(
                ACCOUNT + "/adcreatives",
                video(videoId, "\"image_hash\":\"" + hash + "\",\"image_url\":\"https://example.com/i.png\""));
        Reply url =
                client.post(ACCOUNT + "/adcreatives", video(videoId, "\"image_url\":\"https://example.com/i.png\""));

        assertThat(none.error().path("error_subcode").asInt()).isEqualTo(1443226);
        assertThat(both.status()).isEqualTo(400);
        assertThat(url.status()).isEqualTo(200);
    }

    @Test
    void videoOfAnotherAccountIsUnknown() {
        client.settings("{\"video_processing_ms\":0}");

        Reply reply = client.post(
                "/act_2002/adcreatives", video(Samples.videoId(client), "\"image_url\":\"https://example.com/i.png\""));

        assertThat(reply.error().path("error_subcode").asInt()).isEqualTo(33);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"link_data":{"link":"https://example.com/"}}                            | 100 | 1443048
            {"page_id":"77"}                                                         | 100 | 1443048
            {"page_id":"77","link_data":{"message":"no link"}}                       | 100 | 2061015
            {"page_id":"77","link_data":{"link":"example"}}                          | 100 | 0
            {"page_id":"77","link_data":{"link":"https://example.com/","image_hash":"0123456789abcdef0123456789abcdef"}} | 100 | 2446386
            {"page_id":"77","link_data":{"link":"https://example.com/"},"video_data":{}} | 100 | 1443048
            {"page_id":"77","link_data":{"link":"https://example.com/","child_attachments":[{"link":"https://example.com/"}]}} | 100 | 0
            {"page_id":"77","link_data":{"link":"https://example.com/","call_to_action":{"type":"DANCE"}}} | 100 | 1373054
            {"page_id":"77","link_data":{"link":"https://example.com/","call_to_action":{"type":"LEARN_MORE","value":{"colour":"red"}}}} | 105 | 1815630
            {"page_id":"77","link_data":{"link":"https://example.com/","call_to_action":{"type":"WHATSAPP_MESSAGE","value":{"link":"https://example.com/"}}}} | 105 | 1815630
            {"page_id":"77","link_data":{"link":"https://example.com/","call_to_action":{"type":"WHATSAPP_MESSAGE","value":{"link":"https://example.com/","app_destination":"WHATSAPP"}}}} | 105 | 1815630
            {"page_id":"77","link_data":{"link":"https://example.com/","call_to_action":{"type":"MESSAGE_PAGE"}}} | 100 | 0
            {"page_id":"77","link_data":{"link":"https://example.com/","call_to_action":{"type":"CALL_NOW","value":{"link":"https://example.com/"}}}} | 100 | 0
            {"page_id":"77","link_data":{"link":"https://example.com/","call_to_action":{"type":"CALL_NOW","value":{"phone_number":"+351210000000"}}}} | 105 | 1815630
            {"page_id":"77","instagram_actor_id":"5","link_data":{"link":"https://example.com/"}} | 100 | 0
            {"page_id":"77","video_data":{"image_url":"https://example.com/i.png"}}  | 100 | 1443048
            {"page_id":"77","video_data":{"video_id":"123456789012345","image_url":"https://example.com/i.png"}} | 100 | 33
            a page                                                                   | 100 | 0
            """)
    void refuses(String spec, int code, int subcode) {
        Reply reply = client.post(ACCOUNT + "/adcreatives", "name", "n", "object_story_spec", spec);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error().path("code").asInt()).isEqualTo(code);
        assertThat(reply.error().path("error_subcode").asInt()).isEqualTo(subcode);
        assertThat(client.state().at("/objects/adcreatives")).isEmpty();
    }

    @Test
    void refusesWhatMetaHasRetired() {
        assertThat(client.post(ACCOUNT + "/adcreatives", with(linkCreative(hash), "instagram_actor_id", "5"))
                        .status())
                .isEqualTo(400);
        assertThat(client.post(
                                ACCOUNT + "/adcreatives",
                                with(
                                        linkCreative(hash),
                                        "degrees_of_freedom_spec",
                                        "{\"creative_features_spec\":{\"standard_enhancements\":{\"enroll_status\":\"OPT_IN\"}}}"))
                        .error()
                        .path("error_subcode")
                        .asInt())
                .isEqualTo(3858504);
        assertThat(client.post(ACCOUNT + "/adcreatives", with(linkCreative(hash), "name", "x".repeat(101)))
                        .status())
                .isEqualTo(400);
        assertThat(client.post(ACCOUNT + "/adcreatives", "name", "empty").status())
                .isEqualTo(400);
    }

    @Test
    void anImageOfAnotherAccountIsUnknown() {
        assertThat(client.post("/act_2002/adcreatives", linkCreative(hash))
                        .error()
                        .path("error_subcode")
                        .asInt())
                .isEqualTo(2446386);
    }

    @Test
    void anEqualCreativeIsNotMadeAgain() {
        String first = client.post(ACCOUNT + "/adcreatives", linkCreative(hash)).id();

        String renamed = client.post(
                        ACCOUNT + "/adcreatives",
                        with(with(linkCreative(hash), "name", "Other"), "adlabels", "[{\"name\":\"l\"}]"))
                .id();
        String changed = client.post(ACCOUNT + "/adcreatives", with(linkCreative(hash), "url_tags", "a=b"))
                .id();

        assertThat(renamed).isEqualTo(first);
        assertThat(changed).isNotEqualTo(first);
        client.delete("/" + first);
        assertThat(client.post(ACCOUNT + "/adcreatives", linkCreative(hash)).id())
                .isNotEqualTo(first);
    }

    @Test
    void contentCannotBeChanged() {
        String id = client.post(ACCOUNT + "/adcreatives", linkCreative(hash)).id();

        assertThat(client.post("/" + id, "url_tags", "x=y")
                        .error()
                        .path("error_subcode")
                        .asInt())
                .isEqualTo(1815573);
        assertThat(client.post("/" + id, "name", "New").body()).hasToString("{\"success\":true}");
        assertThat(client.get("/" + id, "fields", "name").body().path("name").asText())
                .isEqualTo("New");
    }

    @Test
    void isOnlyChecked() {
        Reply reply = client.post(
                ACCOUNT + "/adcreatives", with(linkCreative(hash), "execution_options", "[\"validate_only\"]"));

        assertThat(reply.body()).hasToString("{\"success\":true}");
        assertThat(client.state().at("/objects/adcreatives")).isEmpty();
    }

    private static Map<String, String> video(String videoId, String members) {
        return GraphClient.params(
                "name",
                "Film",
                "object_story_spec",
                "{\"page_id\":\"77\",\"video_data\":{\"video_id\":\"" + videoId + "\"," + members
                        + ",\"call_to_action\":{\"type\":\"LEARN_MORE\",\"value\":{\"link\":\"https://example.com/\"}}}}");
    }
}
