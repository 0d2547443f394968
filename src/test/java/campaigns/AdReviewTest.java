package campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import campaigns.AdReview.State;
import graph.GraphFixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;

class AdReviewTest {

    /** Meta docs, "Ad", effective_status. */
    @ParameterizedTest
    @CsvSource({
        "PENDING_REVIEW, IN_REVIEW, false",
        "IN_PROCESS, IN_REVIEW, false",
        "ACTIVE, PASSED, true",
        "PAUSED, PASSED, true",
        "CAMPAIGN_PAUSED, PASSED, true",
        "ADSET_PAUSED, PASSED, true",
        "PREAPPROVED, PASSED, true",
        "PENDING_BILLING_INFO, PASSED, true",
        "DISAPPROVED, REJECTED, true",
        "WITH_ISSUES, WITH_ISSUES, true",
        "ARCHIVED, UNKNOWN, false",
        "DELETED, UNKNOWN, false",
        "SOMETHING_NEW, UNKNOWN, false",
        "'', UNKNOWN, false"
    })
    void goesByTheStatusInEffect(String status, State state, boolean decided) {
        AdReview review = AdReview.of(GraphFixtures.object("{'effective_status':'" + status + "'}"));

        assertThat(review.state()).isEqualTo(state);
        assertThat(review.state().isDecided()).isEqualTo(decided);
    }

    @Test
    void showsMetasReasons() {
        AdReview review = AdReview.of(GraphFixtures.object("{'effective_status':'DISAPPROVED',"
                + "'ad_review_feedback':{'global':{'Alcohol':'No'}},'issues_info':[{'level':'AD'}]}"));

        assertThat(review.shown("7", Instant.parse("2030-01-31T09:30:00.123456Z")))
                .hasToString("{\"ad_id\":\"7\",\"state\":\"rejected\",\"effective_status\":\"DISAPPROVED\","
                        + "\"feedback\":{\"global\":{\"Alcohol\":\"No\"}},\"issues\":[{\"level\":\"AD\"}],"
                        + "\"checked_at\":\"2030-01-31T09:30:00.123Z\"}");
    }

    @Test
    void showsThatThereAreNone() {
        AdReview review = AdReview.of(GraphFixtures.object("{'effective_status':'PAUSED'}"));

        assertThat(review.shown("7", Instant.EPOCH).toString()).contains("\"feedback\":null,\"issues\":[]");
    }
}
