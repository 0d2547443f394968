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

class ReviewsTest {
    @RegisterExtension
    static final SandboxServer SERVER = new SandboxServer();

    private final GraphClient client = SERVER.client();
    private String adSetId;

    @BeforeEach
    void makeAnActiveAdSet() {
        String campaignId = client.post(ACCOUNT + "/campaigns", with(Samples.campaign(), "status", "ACTIVE"))
                .id();
        adSetId = client.post(ACCOUNT + "/adsets", Samples.adSet(campaignId, "status", "ACTIVE"))
                .id();
    }

    @Test
    void aNewAdIsReviewedForAWhile() {
        client.settings("{\"review_ms\":400}");
        String active = make("Coffee", "ACTIVE");
        String paused = make("Coffee", "PAUSED");

        assertThat(status(active)).isEqualTo("PENDING_REVIEW");
        assertThat(status(paused)).isEqualTo("IN_PROCESS");
        Awaitility.await().until(() -> status(active), "ACTIVE"::equals);
        Awaitility.await().until(() -> status(paused), "PAUSED"::equals);
    }

    @Test
    void endsAsSet() {
        client.settings("{\"review_ms\":0,\"review_outcome\":\"disapproved\"}");
        String rejected = make("Coffee", "PAUSED");
        client.settings("{\"review_outcome\":\"with_issues\"}");
        String faulty = make("Coffee", "ACTIVE");

        JsonNode read = read(rejected);
        assertThat(read.path("effective_status").asText()).isEqualTo("DISAPPROVED");
        assertThat(read.at("/ad_review_feedback/global")).isNotEmpty();
        read = read(faulty);
        assertThat(read.path("effective_status").asText()).isEqualTo("WITH_ISSUES");
        assertThat(read.at("/issues_info/0/level").asText()).isEqualTo("AD");
    }

    @Test
    void endsAsTheNameSays() {
        client.settings("{\"review_ms\":0}");

        assertThat(status(make("Coffee [disapproved]", "PAUSED"))).isEqualTo("DISAPPROVED");
        assertThat(status(make("Coffee [with_issues]", "PAUSED"))).isEqualTo("WITH_ISSUES");
        assertThat(status(make("Coffee", "PAUSED"))).isEqualTo("PAUSED");
    }

    @Test
    void aRejectedAdNeedsAnotherCreative() {
        client.settings("{\"review_ms\":0,\"review_outcome\":\"disapproved\"}");
        String id = make("Coffee", "PAUSED");
        String other = Samples.makeCreative(client, "object_story_id", "77_1").id();

        assertThat(client.post("/" + id, "status", "ACTIVE")
                        .error()
                        .path("error_subcode")
                        .asInt())
                .isEqualTo(2490427);
        client.settings("{\"review_ms\":60000,\"review_outcome\":\"approved\"}");
        assertThat(client.post("/" + id, "creative", "{\"creative_id\":\"" + other + "\"}", "status", "ACTIVE")
                        .status())
                .isEqualTo(200);
        assertThat(status(id)).isEqualTo("PENDING_REVIEW");
    }

    @Test
    void aChangeOfTheAudienceStartsAnotherReview() {
        client.settings("{\"review_ms\":0}");
        String id = make("Coffee", "ACTIVE");
        client.settings("{\"review_ms\":60000}");

        client.post("/" + adSetId, "daily_budget", "2000", "name", "New");
        assertThat(status(id)).isEqualTo("ACTIVE");
        client.post("/" + adSetId, "targeting", Samples.targeting("'age_min':30"));
        assertThat(status(id)).isEqualTo("PENDING_REVIEW");
        client.delete("/" + id);
        assertThat(status(id)).isEqualTo("DELETED");
    }

    @Test
    void manyAdsAreReadAtOnce() {
        client.settings("{\"review_ms\":0}");
        String first = make("Coffee [disapproved]", "PAUSED");
        String second = make("Coffee", "PAUSED");
        make("Tea", "PAUSED");

        JsonNode list = client.get(
                        ACCOUNT + "/ads",
                        "fields",
                        "effective_status",
                        "filtering",
                        "[{\"field\":\"id\",\"operator\":\"IN\",\"value\":[\"" + first + "\",\"" + second + "\"]}]")
                .body();

        assertThat(list.path("data").findValuesAsText("effective_status")).containsExactly("PAUSED", "DISAPPROVED");
    }

    private String make(String name, String status) {
        return client.post(
                        ACCOUNT + "/ads",
                        with(with(ad(adSetId, Samples.creativeId(client)), "name", name), "status", status))
                .id();
    }

    private String status(String id) {
        return read(id).path("effective_status").asText();
    }

    private JsonNode read(String id) {
        return client.get("/" + id, "fields", "effective_status,ad_review_feedback,issues_info")
                .body();
    }
}
