package sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static sandbox.Samples.makeCreative;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sandbox.GraphClient.Reply;

class ExistingPostsTest {
    @RegisterExtension
    static final SandboxServer SERVER = new SandboxServer();

    private static final String POST = "{'page_id':'77','link_data':{'link':'https://example.com/'}}";

    private final GraphClient client = SERVER.client();

    @Test
    void aPostIsUsedAsItIs() {
        Reply made = makeCreative(client, "object_story_id", "77_5");

        assertThat(client.get("/" + made.id(), "fields", "effective_object_story_id")
                        .body()
                        .path("effective_object_story_id")
                        .asText())
                .isEqualTo("77_5");
    }

    @Test
    void aMediumOfInstagramStandsAlone() {
        assertThat(makeCreative(client, "source_instagram_media_id", "1789").status())
                .isEqualTo(200);
        assertThat(subcode(makeCreative(
                        client,
                        "source_instagram_media_id",
                        "1789",
                        "object_story_spec",
                        "{'page_id':'77','instagram_user_id':'178'}")))
                .isEqualTo(2061015);
        assertThat(subcode(makeCreative(client, "source_instagram_media_id", "1789", "object_story_spec", POST)))
                .isEqualTo(1487929);
    }

    @Test
    void postsCanBeGoneOrOfAWrongType() {
        client.settings("{\"posts\":{\"77_5\":\"unavailable\",\"77_6\":\"not_promotable\"}}");

        assertThat(subcode(makeCreative(client, "object_story_id", "77_5"))).isEqualTo(1885557);
        assertThat(subcode(makeCreative(client, "object_story_id", "77_6"))).isEqualTo(1487472);
        assertThat(makeCreative(client, "object_story_id", "77_7").status()).isEqualTo(200);
        assertThat(makeCreative(client, "object_story_id", "77").status()).isEqualTo(400);
        assertThat(makeCreative(client, "object_story_id", "77_7", "object_story_spec", POST)
                        .status())
                .isEqualTo(400);
        assertThat(client.get("/77_5", "fields", "message").status()).isEqualTo(400);
        assertThat(client.get("/77_6", "fields", "is_eligible_for_promotion")
                        .body()
                        .path("is_eligible_for_promotion")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void aMediumThatCannotBeBoostedSaysSoBefore() {
        client.settings("{\"instagram_media\":{\"1789\":\"Licensed music\",\"1790\":\"unavailable\"}}");

        JsonNode info =
                client.get("/1789", "fields", "boost_eligibility_info").body().path("boost_eligibility_info");
        assertThat(info.path("eligible_to_boost").asBoolean()).isFalse();
        assertThat(info.path("boost_ineligible_reason").asText()).isEqualTo("Licensed music");
        assertThat(subcode(makeCreative(client, "source_instagram_media_id", "1789")))
                .isEqualTo(2875030);
        assertThat(subcode(makeCreative(client, "source_instagram_media_id", "1790")))
                .isEqualTo(33);
        assertThat(client.get("/1790", "fields", "boost_eligibility_info").status())
                .isEqualTo(400);
        assertThat(client.get("/1791", "fields", "boost_eligibility_info")
                        .body()
                        .at("/boost_eligibility_info/eligible_to_boost")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void anyPageCanBeRead() {
        Reply page = client.get("/77", "fields", "id,name");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body().path("id").asText()).isEqualTo("77");
        assertThat(client.get("/77/leadgen_forms").body().at("/data/0/id").asText())
                .isEqualTo("771");
        assertThat(client.get("/77/instagram_accounts").body().path("data")).hasSize(1);
        assertThat(client.get("/77/friends").status()).isEqualTo(400);
        assertThat(client.get("/77", "fields", "objective")
                        .error()
                        .path("error_subcode")
                        .asInt())
                .isEqualTo(33);
    }

    private static int subcode(Reply reply) {
        assertThat(reply.status()).isEqualTo(400);
        return reply.error().path("error_subcode").asInt();
    }
}
