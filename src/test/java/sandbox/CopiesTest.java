package sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static sandbox.Samples.ACCOUNT;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sandbox.GraphClient.Reply;

class CopiesTest {
    @RegisterExtension
    static final SandboxServer SERVER = new SandboxServer();

    private final GraphClient client = SERVER.client();
    private String campaignId;
    private String adSetId;
    private String adId;

    @BeforeEach
    void makeATree() {
        campaignId = Samples.campaignId(client);
        adSetId = client.post(ACCOUNT + "/adsets", Samples.adSet(campaignId, "status", "ACTIVE"))
                .id();
        adId = client.post(ACCOUNT + "/ads", Samples.ad(adSetId, Samples.creativeId(client)))
                .id();
    }

    @Test
    void aDeepCopyIsPausedAndRenamedAtTheTop() {
        Reply copy = client.post("/" + campaignId + "/copies", "deep_copy", "true");

        String id = copy.body().path("copied_campaign_id").asText();
        assertThat(copy.body().path("ad_object_ids")).hasSize(3);
        assertThat(copy.body().at("/ad_object_ids/0/source_id").asText()).isEqualTo(campaignId);
        JsonNode campaign = client.get("/" + id, "fields", "name,status").body();
        assertThat(campaign.path("name").asText()).isEqualTo("Spring - Copy");
        JsonNode adSet =
                client.get("/" + id + "/adsets", "fields", "name,status").body().at("/data/0");
        assertThat(adSet.path("name").asText()).isEqualTo("Adults");
        assertThat(adSet.path("status").asText()).isEqualTo("PAUSED");
        assertThat(client.get("/" + id + "/ads").body().path("data")).hasSize(1);
    }

    @Test
    void copiesThreeChildrenAtMost() {
        for (int i = 0; i < 2; i++) {
            client.post(ACCOUNT + "/adsets", Samples.adSet(campaignId));
        }

        assertThat(client.post("/" + campaignId + "/copies", "deep_copy", "true")
                        .error()
                        .path("error_subcode")
                        .asInt())
                .isEqualTo(1885194);
        assertThat(client.post("/" + campaignId + "/copies").body().path("ad_object_ids"))
                .hasSize(1);
    }

    @Test
    void validateOnlyCopiesAllTheSame() {
        client.post("/" + adSetId + "/copies", "execution_options", "[\"validate_only\"]");

        assertThat(client.state().at("/objects/adsets")).hasSize(2);
    }

    @Test
    void anAdIsCopiedIntoAnotherAdSetAsANewPost() {
        String other = Samples.adSetId(client);

        Reply copy = client.post(
                "/" + adId + "/copies",
                "adset_id",
                other,
                "status_option",
                "INHERITED_FROM_SOURCE",
                "rename_options",
                "{\"rename_strategy\":\"NO_RENAME\"}");

        String id = copy.body().path("copied_ad_id").asText();
        JsonNode ad = client.get("/" + id, "fields", "name,adset_id,creative{effective_object_story_id}")
                .body();
        assertThat(ad.path("name").asText()).isEqualTo("Ad");
        assertThat(ad.path("adset_id").asText()).isEqualTo(other);
        assertThat(ad.at("/creative/effective_object_story_id").asText())
                .isNotEqualTo(client.get("/" + adId, "fields", "creative{effective_object_story_id}")
                        .body()
                        .at("/creative/effective_object_story_id")
                        .asText());
    }

    @Test
    void aCopyIsCheckedAsANewObject() {
        client.settings("{\"account_dsa_payor\":\"Ltd\"}");
        String german = Samples.adSetId(
                client,
                "targeting",
                "{'geo_locations':{'countries':['DE']},'targeting_automation':{'advantage_audience':0}}");
        client.post("/" + german, "dsa_payor", "", "dsa_beneficiary", "");
        client.settings("{\"account_dsa_payor\":\"\"}");

        assertThat(client.post("/" + german + "/copies")
                        .error()
                        .path("error_subcode")
                        .asInt())
                .isEqualTo(3858079);
    }

    @Test
    void refuses() {
        assertThat(client.post("/" + campaignId + "/copies", "status_option", "LATER")
                        .status())
                .isEqualTo(400);
        assertThat(client.post("/" + Samples.creativeId(client) + "/copies").status())
                .isEqualTo(400);
        client.delete("/" + campaignId);
        assertThat(client.post("/" + campaignId + "/copies").status()).isEqualTo(400);
    }
}
