package sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static sandbox.Samples.ACCOUNT;
import static sandbox.Samples.campaign;
import static sandbox.Samples.with;
import static sandbox.Samples.without;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sandbox.GraphClient.Reply;

import java.util.Map;

class CampaignNodesTest {
    @RegisterExtension
    static final SandboxServer SERVER = new SandboxServer();

    private final GraphClient client = SERVER.client();

    @Test
    void isMadeAndReadBack() {
        Reply made = client.post(ACCOUNT + "/campaigns", with(campaign(), "adlabels", "[{\"name\":\"spring-26\"}]"));

        assertThat(made.status()).isEqualTo(200);
        assertThat(made.body().size()).isEqualTo(1);
        assertThat(made.id()).matches("\\d{15,18}");

        assertThat(client.get("/" + made.id()).body()).hasToString("{\"id\":\"" + made.id() + "\"}");
        Reply read = client.get(
                "/" + made.id(),
                "fields",
                "name,objective,status,effective_status,buying_type,special_ad_categories,created_time,account_id,"
                        + "is_adset_budget_sharing_enabled,adlabels{name}");
        assertThat(read.body().path("name").asText()).isEqualTo("Spring");
        assertThat(read.body().path("objective").asText()).isEqualTo("OUTCOME_TRAFFIC");
        assertThat(read.body().path("status").asText()).isEqualTo("PAUSED");
        assertThat(read.body().path("effective_status").asText()).isEqualTo("PAUSED");
        assertThat(read.body().path("buying_type").asText()).isEqualTo("AUCTION");
        assertThat(read.body().path("special_ad_categories")).hasToString("[\"NONE\"]");
        assertThat(read.body().path("is_adset_budget_sharing_enabled").isBoolean())
                .isTrue();
        assertThat(read.body().path("account_id").asText()).isEqualTo("1001");
        assertThat(read.body().path("created_time").asText())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[+-]\\d{4}");
        assertThat(read.body().at("/adlabels/0/name").asText()).isEqualTo("spring-26");
        assertThat(read.body().at("/adlabels/0/id").asText()).matches("\\d{15,18}");
    }

    @Test
    void aSpecialCategoryIsThatOfACountry() {
        Map<String, String> housing = with(campaign(), "special_ad_categories", "[\"HOUSING\"]");

        assertThat(client.post(ACCOUNT + "/campaigns", housing).error().toString())
                .contains("special_ad_category_country");
        assertThat(client.post(ACCOUNT + "/campaigns", with(housing, "special_ad_category_country", "[\"US\"]"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void budgetsComeBackAsText() {
        Map<String, String> params =
                with(without(campaign(), "is_adset_budget_sharing_enabled"), "daily_budget", "5000");

        Reply read = client.post(ACCOUNT + "/campaigns", with(params, "fields", "daily_budget,bid_strategy"));

        assertThat(read.body().path("daily_budget").isTextual()).isTrue();
        assertThat(read.body().path("daily_budget").asText()).isEqualTo("5000");
        assertThat(read.body().path("bid_strategy").asText()).isEqualTo("LOWEST_COST_WITHOUT_CAP");
    }

    @Test
    void isMadeFromJson() {
        Reply made = client.postJson(
                ACCOUNT + "/campaigns",
                "{\"name\":\"n\",\"objective\":\"OUTCOME_SALES\",\"special_ad_categories\":[],"
                        + "\"is_adset_budget_sharing_enabled\":false}");

        assertThat(made.status()).isEqualTo(200);
        assertThat(client.get("/" + made.id(), "fields", "status")
                        .body()
                        .path("status")
                        .asText())
                .as("Meta's default")
                .isEqualTo("ACTIVE");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            name                            | -                         | 100 | 0
            name                            | ''                        | 100 | 0
            special_ad_categories           | -                         | 100 | 0
            special_ad_categories           | NONE                      | 100 | 0
            special_ad_categories           | ["SHOES"]                 | 100 | 0
            special_ad_categories           | ["HOUSING"]               | 100 | 0
            special_ad_category_country     | []                        | 100 | 0
            objective                       | CONVERSIONS               | 100 | 0
            status                          | ARCHIVED                  | 100 | 0
            buying_type                     | GIFT                      | 100 | 0
            daily_budget                    | ten                       | 100 | 0
            daily_budget                    | 0                         | 100 | 1885272
            daily_budget                    | 99                        | 100 | 1885272
            spend_cap                       | 100                       | 100 | 0
            bid_strategy                    | COST_CAP                  | 100 | 0
            is_adset_budget_sharing_enabled | -                         | 100 | 4834011
            is_adset_budget_sharing_enabled | true                      | 100 | 4834005
            is_adset_budget_sharing_enabled | perhaps                   | 100 | 0
            execution_options               | ["include_recommendations"] | 100 | 0
            adlabels                        | [{}]                      | 100 | 0
            """)
    void refuses(String name, String value, int code, int subcode) {
        Map<String, String> params = value == null ? without(campaign(), name) : with(campaign(), name, value);

        Reply reply = client.post(ACCOUNT + "/campaigns", params);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error().path("code").asInt()).isEqualTo(code);
        assertThat(reply.error().path("error_subcode").asInt()).isEqualTo(subcode);
        assertThat(reply.error().path("type").asText()).isEqualTo("OAuthException");
        assertThat(reply.error().path("fbtrace_id").asText()).isNotEmpty();
        assertThat(client.state().at("/objects/campaigns")).isEmpty();
    }

    @Test
    void refusesBudgetSharingBesideItsOwnBudget() {
        Map<String, String> params =
                with(with(campaign(), "daily_budget", "5000"), "is_adset_budget_sharing_enabled", "true");

        assertThat(client.post(ACCOUNT + "/campaigns", params)
                        .error()
                        .path("error_subcode")
                        .asInt())
                .isEqualTo(4834002);
    }

    @Test
    void saysThatAListMustBeOne() {
        Reply reply = client.post(ACCOUNT + "/campaigns", with(campaign(), "special_ad_categories", "NONE"));

        assertThat(reply.error().path("message").asText())
                .isEqualTo("(#100) param special_ad_categories must be an array.");
    }

    @Test
    void blamesTheField() {
        Reply reply = client.post(ACCOUNT + "/campaigns", without(campaign(), "is_adset_budget_sharing_enabled"));

        assertThat(reply.error().at("/error_data/blame_field_specs"))
                .hasToString("[[\"is_adset_budget_sharing_enabled\"]]");
        assertThat(reply.error().path("error_user_msg").asText()).isNotEmpty();
        assertThat(reply.error().path("is_transient").asBoolean(true)).isFalse();
    }

    @Test
    void isOnlyChecked() {
        Reply reply = client.post(
                ACCOUNT + "/campaigns",
                with(with(campaign(), "execution_options", "[\"validate_only\"]"), "adlabels", "[{\"name\":\"x\"}]"));

        assertThat(reply.body()).hasToString("{\"success\":true}");
        assertThat(client.state().at("/objects/campaigns")).isEmpty();
        assertThat(client.state().at("/objects/adlabels")).isEmpty();
    }

    @Test
    void isChangedAndDeleted() {
        String id = Samples.campaignId(client);

        assertThat(client.post("/" + id, "status", "ACTIVE", "name", "Summer").body())
                .hasToString("{\"success\":true}");
        Reply read = client.get("/" + id, "fields", "status,name");
        assertThat(read.body().path("status").asText()).isEqualTo("ACTIVE");
        assertThat(read.body().path("name").asText()).isEqualTo("Summer");

        assertThat(client.delete("/" + id).body()).hasToString("{\"success\":true}");
        assertThat(client.get("/" + id, "fields", "status")
                        .body()
                        .path("status")
                        .asText())
                .isEqualTo("DELETED");
        assertThat(client.get(ACCOUNT + "/campaigns").body().path("data")).isEmpty();
        assertThat(client.state().at("/objects/campaigns/0/status").asText()).isEqualTo("DELETED");
        assertThat(client.post("/" + id, "status", "ACTIVE").status()).isEqualTo(400);
    }

    @Test
    void archivedAllowsOnlyNameAndDelete() {
        String id = Samples.campaignId(client);
        client.post("/" + id, "status", "ARCHIVED");

        assertThat(client.get(ACCOUNT + "/campaigns").body().path("data")).isEmpty();
        assertThat(client.get(ACCOUNT + "/campaigns", "effective_status", "[\"ARCHIVED\"]")
                        .body()
                        .path("data"))
                .hasSize(1);
        assertThat(client.get(ACCOUNT + "/campaigns", "effective_status", "[\"DELETED\"]")
                        .status())
                .isEqualTo(400);
        assertThat(client.post("/" + id, "status", "ACTIVE").status()).isEqualTo(400);
        assertThat(client.post("/" + id, "name", "Old").status()).isEqualTo(200);
        assertThat(client.post("/" + id, "status", "DELETED").status()).isEqualTo(200);
    }
}
