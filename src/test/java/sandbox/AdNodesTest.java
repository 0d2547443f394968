package sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static sandbox.Samples.ACCOUNT;
import static sandbox.Samples.ad;
import static sandbox.Samples.adSet;
import static sandbox.Samples.linkCreative;
import static sandbox.Samples.with;
import static sandbox.Samples.without;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sandbox.GraphClient.Reply;

import java.util.Map;

class AdNodesTest {
    @RegisterExtension
    static final SandboxServer SERVER = new SandboxServer();

    private final GraphClient client = SERVER.client();
    private String adSetId;
    private String creativeId;

    @BeforeEach
    void makeParents() {
        adSetId = Samples.adSetId(client);
        creativeId = Samples.creativeId(client);
    }

    @Test
    void isMadeAndReadBack() {
        Reply made = client.post(ACCOUNT + "/ads", ad(adSetId, creativeId));

        Reply read = client.get(
                "/" + made.id(),
                "fields",
                "name,status,effective_status,adset_id,campaign_id,creative{id,name},adset{name,campaign{name}},issues_info,"
                        + "ad_review_feedback");
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.body().path("adset_id").asText()).isEqualTo(adSetId);
        assertThat(read.body().at("/creative/id").asText()).isEqualTo(creativeId);
        assertThat(read.body().at("/creative/name").asText()).isEqualTo("Link");
        assertThat(read.body().at("/adset/campaign/name").asText()).isEqualTo("Spring");
        assertThat(client.get("/" + adSetId + "/ads").body().at("/data/0/id").asText())
                .isEqualTo(made.id());
        assertThat(client.get("/" + read.body().path("campaign_id").asText() + "/ads")
                        .body()
                        .path("data"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            name     | -                                | 0
            creative | -                                | 0
            creative | 12                               | 0
            creative | {}                               | 1443048
            creative | {"creative_id":"12345678901234"} | 33
            adset_id | -                                | 0
            adset_id | 123456789012345                  | 33
            status   | DELETED                          | 0
            """)
    void refuses(String name, String value, int subcode) {
        Map<String, String> params =
                value == null ? without(ad(adSetId, creativeId), name) : with(ad(adSetId, creativeId), name, value);

        Reply reply = client.post(ACCOUNT + "/ads", params);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error().path("error_subcode").asInt()).isEqualTo(subcode);
    }

    @Test
    void parentsOfAnotherAccountAreUnknown() {
        assertThat(client.post("/act_2002/ads", ad(adSetId, creativeId))
                        .error()
                        .path("error_subcode")
                        .asInt())
                .isEqualTo(33);
    }

    @Test
    void bringsItsCreativeAlong() {
        String spec = linkCreative(Samples.imageHash(client)).get("object_story_spec");

        Reply made = client.post(
                ACCOUNT + "/ads",
                with(
                        with(
                                ad(adSetId, creativeId),
                                "creative",
                                "{\"object_story_spec\":" + spec + ",\"url_tags\":\"a=b\"}"),
                        "fields",
                        "creative{url_tags}"));

        assertThat(made.body().at("/creative/url_tags").asText()).isEqualTo("a=b");
        assertThat(client.state().at("/objects/adcreatives")).hasSize(2);
    }

    @Test
    void needsAnIdentityOnInstagram() {
        String campaignId = Samples.campaignId(client);
        String onInstagram = client.post(
                        ACCOUNT + "/adsets",
                        with(
                                adSet(campaignId),
                                "targeting",
                                "{\"geo_locations\":{\"countries\":[\"US\"]},\"publisher_platforms\":[\"instagram\"],"
                                        + "\"targeting_automation\":{\"advantage_audience\":0}}"))
                .id();
        String withIdentity = client.post(
                        ACCOUNT + "/adcreatives",
                        with(linkCreative(Samples.imageHash(client)), "instagram_user_id", "9"))
                .id();

        assertThat(client.post(ACCOUNT + "/ads", ad(onInstagram, creativeId))
                        .error()
                        .path("error_subcode")
                        .asInt())
                .isEqualTo(1772103);
        assertThat(client.post(ACCOUNT + "/ads", ad(onInstagram, withIdentity)).status())
                .isEqualTo(200);
    }

    @Test
    void showsWhatStopsIt() {
        client.settings("{\"review_ms\":0}");
        String id = client.post(ACCOUNT + "/ads", with(ad(adSetId, creativeId), "status", "ACTIVE"))
                .id();
        String campaignId = client.get("/" + id, "fields", "campaign_id")
                .body()
                .path("campaign_id")
                .asText();

        assertThat(effectiveStatus(id)).isEqualTo("ADSET_PAUSED");
        client.post("/" + adSetId, "status", "ACTIVE");
        assertThat(effectiveStatus(id)).isEqualTo("CAMPAIGN_PAUSED");
        client.post("/" + campaignId, "status", "ACTIVE");
        assertThat(effectiveStatus(id)).isEqualTo("ACTIVE");
    }

    @Test
    void takesAnotherCreative() {
        String id = client.post(ACCOUNT + "/ads", ad(adSetId, creativeId)).id();
        String other = client.post(
                        ACCOUNT + "/adcreatives", with(linkCreative(Samples.imageHash(client)), "url_tags", "new=1"))
                .id();

        client.post("/" + id, "creative", "{\"creative_id\":\"" + other + "\"}");

        assertThat(client.get("/" + id, "fields", "creative")
                        .body()
                        .at("/creative/id")
                        .asText())
                .isEqualTo(other);
    }

    @Test
    void isOnlyChecked() {
        assertThat(client.post(
                                ACCOUNT + "/ads",
                                with(
                                        ad(adSetId, creativeId),
                                        "execution_options",
                                        "[\"validate_only\",\"synchronous_ad_review\"]"))
                        .body())
                .hasToString("{\"success\":true}");
        assertThat(client.state().at("/objects/ads")).isEmpty();
    }

    private String effectiveStatus(String id) {
        return client.get("/" + id, "fields", "effective_status")
                .body()
                .path("effective_status")
                .asText();
    }
}
