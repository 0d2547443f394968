package sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sandbox.GraphClient.Reply;

class BatchTest {
    @RegisterExtension
    static final SandboxServer SERVER = new SandboxServer();

    private static final String CAMPAIGN = "name=Spring&objective=OUTCOME_TRAFFIC&status=PAUSED"
            + "&special_ad_categories=[]&is_adset_budget_sharing_enabled=false";

    private final GraphClient client = SERVER.client();

    @Test
    void callsAreDoneInOrder() {
        JsonNode answers = batch("{'method':'GET','relative_url':'act_1001?fields=id'},"
                        + "{'method':'POST','relative_url':'v26.0/act_1001/campaigns','body':'" + CAMPAIGN + "'},"
                        + "{'method':'GET','relative_url':'/1?fields=objective'}")
                .body();

        assertThat(answers).hasSize(3);
        assertThat(answers.at("/0/code").asInt()).isEqualTo(200);
        assertThat(Json.parse(answers.at("/0/body").asText()).path("id").asText())
                .isEqualTo("act_1001");
        assertThat(answers.at("/1/code").asInt()).isEqualTo(200);
        assertThat(answers.at("/2/code").asInt()).isEqualTo(400);
        assertThat(client.state().at("/objects/campaigns")).hasSize(1);
    }

    @Test
    void aCallBuildsOnAnother() {
        JsonNode answers = batch("{'method':'POST','name':'c','relative_url':'act_1001/campaigns','body':'" + CAMPAIGN
                        + "'},{'relative_url':'{result=c:$.id}?fields=name'},"
                        + "{'name':'list','relative_url':'act_1001/campaigns','omit_response_on_success':false},"
                        + "{'relative_url':'{result=list:$.data.*.id}?fields=name'}")
                .body();

        assertThat(answers.get(0).isNull()).as("left out").isTrue();
        assertThat(Json.parse(answers.at("/1/body").asText()).path("name").asText())
                .isEqualTo("Spring");
        assertThat(answers.at("/2/code").asInt()).isEqualTo(200);
        assertThat(Json.parse(answers.at("/3/body").asText()).path("name").asText())
                .isEqualTo("Spring");
    }

    @Test
    void whatBuildsOnAFailureIsNotDone() {
        JsonNode answers = batch("{'method':'POST','name':'c','relative_url':'act_1001/campaigns','body':'name=x'},"
                        + "{'relative_url':'{result=c:$.id}'},{'depends_on':'c','relative_url':'act_1001'}")
                .body();

        assertThat(answers.at("/0/code").asInt()).isEqualTo(400);
        assertThat(answers.get(1).isNull()).isTrue();
        assertThat(answers.get(2).isNull()).isTrue();
    }

    @Test
    void hasOneToFiftyCalls() {
        assertThat(batch("").status()).isEqualTo(400);
        assertThat(batch("{'relative_url':'act_1'},".repeat(50) + "{'relative_url':'act_1'}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void eachCallCountsAgainstTheLimit() {
        client.settings("{\"score_limit\":2}");

        JsonNode answers = batch("{'relative_url':'act_1'},".repeat(2) + "{'relative_url':'act_1'}")
                .body();

        assertThat(answers.findValuesAsText("code")).containsExactly("200", "200", "400");
    }

    @Test
    void aBatchInABatchIsRefused() {
        JsonNode answers =
                batch("{'method':'POST','relative_url':'','body':'batch=[{}]'}").body();

        assertThat(answers.at("/0/code").asInt()).isEqualTo(400);
    }

    @Test
    void needsNoVersion() {
        Reply reply = client.control("POST", "?access_token=t&batch=[]", null);

        assertThat(reply.error().path("message").asText()).contains("1 to 50");
        assertThat(client.control("POST", "?batch=[]", null)
                        .error()
                        .path("code")
                        .asInt())
                .isEqualTo(104);
    }

    private Reply batch(String calls) {
        return client.post("/", "batch", Samples.json("[" + calls + "]"));
    }
}
