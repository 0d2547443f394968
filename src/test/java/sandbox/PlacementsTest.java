package sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static sandbox.Samples.ACCOUNT;
import static sandbox.Samples.targeting;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sandbox.GraphClient.Reply;

class PlacementsTest {
    @RegisterExtension
    static final SandboxServer SERVER = new SandboxServer();

    private final GraphClient client = SERVER.client();
    private String campaignId;

    @BeforeEach
    void makeCampaign() {
        campaignId = Samples.campaignId(client);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'publisher_platforms':['facebook'],'facebook_positions':['story']",
                "'publisher_platforms':['facebook'],'facebook_positions':['marketplace']",
                "'publisher_platforms':['facebook'],'facebook_positions':['search','story']",
                "'publisher_platforms':['facebook'],'facebook_positions':['feed','video_feeds']",
                "'publisher_platforms':['facebook'],'facebook_positions':'feed'",
                "'publisher_platforms':['instagram'],'instagram_positions':['explore']",
                "'publisher_platforms':['instagram'],'device_platforms':['desktop']",
                "'publisher_platforms':['messenger'],'messenger_positions':['messenger_home']",
                "'publisher_platforms':['audience_network'],'audience_network_positions':['classic']",
                "'publisher_platforms':['facebook','threads'],'threads_positions':['threads_stream']",
                "'publisher_platforms':['instagram','threads'],'instagram_positions':['story']",
                "'publisher_platforms':['facebook','whatsapp'],'whatsapp_positions':['status']",
                "'publisher_platforms':['myspace']",
                "'device_platforms':['toaster']"
            })
    void refuses(String placements) {
        Reply reply = make(placements);

        assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
        assertThat(reply.error().path("code").asInt()).isEqualTo(100);
        assertThat(reply.error().at("/error_data/blame_field_specs/0/0").asText())
                .isEqualTo("targeting");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "'publisher_platforms':['facebook','instagram'],'facebook_positions':['story'],"
                        + "'instagram_positions':['story']",
                "'publisher_platforms':['facebook'],'facebook_positions':['feed','story','marketplace','search']",
                "'publisher_platforms':['instagram','threads'],'instagram_positions':['stream']",
                "'publisher_platforms':['instagram','whatsapp'],'instagram_positions':['story'],"
                        + "'whatsapp_positions':['status']",
                "'publisher_platforms':['facebook','audience_network'],'audience_network_positions':['classic']"
            })
    void accepts(String placements) {
        Reply reply = make(placements);

        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    }

    @Test
    void messengerStoriesAreDroppedWithoutAnError() {
        Reply made = make("'publisher_platforms':['facebook','messenger'],'messenger_positions':['story']");

        assertThat(client.get("/" + made.id(), "fields", "targeting").body().at("/targeting/messenger_positions"))
                .isEmpty();
    }

    @Test
    void tellsThePlacementsInEffect() {
        Reply made = make("'publisher_platforms':['facebook','instagram'],'facebook_positions':['feed']");

        JsonNode effective = client.get(
                        "/" + made.id(),
                        "fields",
                        "targeting{effective_publisher_platforms,effective_facebook_positions,"
                                + "effective_instagram_positions,effective_device_platforms}")
                .body()
                .path("targeting");
        assertThat(effective.path("effective_publisher_platforms")).hasSize(2);
        assertThat(effective.path("effective_facebook_positions")).hasToString("[\"feed\"]");
        assertThat(Json.texts(effective.path("effective_instagram_positions"))).contains("stream", "story", "reels");
        assertThat(effective.path("effective_device_platforms")).hasSize(2);
        assertThat(client.get("/" + made.id(), "fields", "targeting,effective_status")
                        .body()
                        .path("targeting")
                        .has("effective_device_platforms"))
                .isFalse();
    }

    private Reply make(String placements) {
        return client.post(ACCOUNT + "/adsets", Samples.adSet(campaignId, "targeting", targeting(placements)));
    }
}
