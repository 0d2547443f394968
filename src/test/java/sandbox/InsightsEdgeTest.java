package sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static sandbox.Samples.ACCOUNT;
import static sandbox.Samples.ad;
import static sandbox.Samples.with;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sandbox.GraphClient.Reply;

/** Figures and previews. */
class InsightsEdgeTest {
    @RegisterExtension
    static final SandboxServer SERVER = new SandboxServer();

    private final GraphClient client = SERVER.client();
    private String campaignId;
    private String adId;
    private String creativeId;

    @BeforeEach
    void makeAnActiveAd() {
        client.settings("{\"review_ms\":0}");
        campaignId = client.post(ACCOUNT + "/campaigns", with(Samples.campaign(), "status", "ACTIVE"))
                .id();
        String adSetId = client.post(ACCOUNT + "/adsets", Samples.adSet(campaignId, "status", "ACTIVE"))
                .id();
        creativeId = Samples.creativeId(client);
        adId = client.post(ACCOUNT + "/ads", with(ad(adSetId, creativeId), "status", "ACTIVE"))
                .id();
        client.post(ACCOUNT + "/ads", ad(adSetId, creativeId));
    }

    @Test
    void areTheSameEachTime() {
        Reply first = insights(campaignId, "fields", "campaign_id,impressions,spend,actions", "date_preset", "last_7d");

        assertThat(first.body().path("data")).hasSize(1);
        JsonNode row = first.body().at("/data/0");
        assertThat(row.path("campaign_id").asText()).isEqualTo(campaignId);
        assertThat(row.path("impressions").asLong()).isPositive();
        assertThat(row.path("spend").asText()).matches("\\d+\\.\\d\\d");
        assertThat(row.has("date_start")).isTrue();
        assertThat(insights(campaignId, "fields", "campaign_id,impressions,spend,actions", "date_preset", "last_7d")
                        .body())
                .isEqualTo(first.body());
    }

    @Test
    void areSplitByDaysLevelsAndBreakdowns() {
        JsonNode days = insights(adId, "time_increment", "1", "date_preset", "last_3d")
                .body()
                .path("data");
        JsonNode genders = insights(adId, "breakdowns", "gender", "date_preset", "yesterday")
                .body()
                .path("data");
        JsonNode ads = client.get(ACCOUNT + "/insights", "level", "ad", "fields", "ad_id,ad_name,impressions")
                .body()
                .path("data");

        assertThat(days).hasSize(3);
        assertThat(days.at("/0/date_start")).isEqualTo(days.at("/0/date_stop"));
        assertThat(genders.findValuesAsText("gender")).containsExactly("female", "male");
        assertThat(ads.findValuesAsText("ad_id")).as("a paused ad has none").containsExactly(adId);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fields      | fame                                        | 100  | 0
            date_preset | someday                                     | 100  | 0
            time_range  | {"since":"2015-01-01","until":"2015-01-02"} | 3018 | 0
            time_range  | {"since":"2026-01-02","until":"2026-01-01"} | 100  | 0
            breakdowns  | mood                                        | 100  | 0
            breakdowns  | country,age                                 | 2    | 1504041
            level       | galaxy                                      | 100  | 0
            time_increment | 91                                       | 100  | 0
            """)
    void refuses(String name, String value, int code, int subcode) {
        Reply reply = insights(campaignId, name, value);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error().path("code").asInt()).isEqualTo(code);
        assertThat(reply.error().path("error_subcode").asInt()).isEqualTo(subcode);
    }

    @Test
    void areReadPageByPage() {
        JsonNode first = insights(adId, "time_increment", "1", "date_preset", "last_3d", "limit", "2")
                .body();
        JsonNode second = insights(
                        adId,
                        "time_increment",
                        "1",
                        "date_preset",
                        "last_3d",
                        "limit",
                        "2",
                        "after",
                        first.at("/paging/cursors/after").asText())
                .body();

        assertThat(first.path("data")).hasSize(2);
        assertThat(first.at("/paging/next").asText()).contains("after=2");
        assertThat(second.path("data")).hasSize(1);
        assertThat(second.path("paging").has("next")).isFalse();
    }

    @Test
    void areComputedInTheBackground() {
        client.settings("{\"insights_ms\":600}");
        String report = client.post(ACCOUNT + "/insights", "level", "ad", "fields", "impressions,ad_id")
                .body()
                .path("report_run_id")
                .asText();

        JsonNode first = client.get("/" + report).body();
        assertThat(first.path("async_status").asText()).isEqualTo("Job Running");
        assertThat(client.get("/" + report + "/insights").status()).isEqualTo(400);
        Awaitility.await()
                .until(() -> client.get("/" + report, "fields", "async_status,async_percent_completion")
                                .body()
                                .path("async_percent_completion")
                                .asInt()
                        == 100);
        assertThat(client.get("/" + report + "/insights")
                        .body()
                        .at("/data/0/ad_id")
                        .asText())
                .isEqualTo(adId);
        assertThat(client.post(ACCOUNT + "/insights", "fields", "fame").status())
                .isEqualTo(400);
    }

    @Test
    void previewsAreFrames() {
        for (String id : new String[] {creativeId, adId}) {
            String body = client.get("/" + id + "/previews", "ad_format", "MOBILE_FEED_STANDARD")
                    .body()
                    .at("/data/0/body")
                    .asText();
            assertThat(body).startsWith("<iframe src=\"" + client.root());
            assertThat(client.fetch(body.split("\"")[1])).isNotEmpty();
        }
        assertThat(client.get("/" + creativeId + "/previews").status()).isEqualTo(400);
        assertThat(client.get("/" + creativeId + "/previews", "ad_format", "CAVE_WALL")
                        .status())
                .isEqualTo(400);
        assertThat(client.get(
                                ACCOUNT + "/generatepreviews",
                                "ad_format",
                                "INSTAGRAM_STORY",
                                "creative",
                                Samples.json("{'object_story_id':'77_1'}"))
                        .status())
                .isEqualTo(200);
        assertThat(client.get(ACCOUNT + "/generatepreviews", "ad_format", "INSTAGRAM_STORY", "creative", "{}")
                        .status())
                .isEqualTo(400);
    }

    private Reply insights(String id, String... pairs) {
        return client.get("/" + id + "/insights", pairs);
    }
}
