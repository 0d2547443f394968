package sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a token reaches, and what can be searched for. */
class MeTest {
    @RegisterExtension
    static final SandboxServer SERVER = new SandboxServer();

    private final GraphClient client = SERVER.client();

    @Test
    void aTokenReachesAccountsAndPages() {
        Samples.creativeId(client);

        assertThat(client.get("/me").body().path("name").asText()).isNotEmpty();
        JsonNode accounts = client.get("/me/adaccounts", "fields", "account_id,currency,timezone_name")
                .body();
        assertThat(accounts.path("data").findValuesAsText("account_id")).contains("1001");
        assertThat(accounts.at("/data/0/currency").asText()).isEqualTo("USD");
        assertThat(client.get("/me/accounts", "fields", "id,name")
                        .body()
                        .path("data")
                        .findValuesAsText("id"))
                .contains("77");
        assertThat(client.get("/me/permissions").body().toString()).contains("ads_management");
        assertThat(client.get("/me/friends").status()).isEqualTo(400);
    }

    @Test
    void tellsWhetherATokenIsValid() {
        client.settings("{\"rejected_tokens\":[\"old\"]}");

        assertThat(client.get("/debug_token", "input_token", "new")
                        .body()
                        .at("/data/is_valid")
                        .asBoolean())
                .isTrue();
        JsonNode old = client.get("/debug_token", "input_token", "old").body();
        assertThat(old.at("/data/is_valid").asBoolean()).isFalse();
        assertThat(old.at("/data/error/subcode").asInt()).isEqualTo(463);
        assertThat(client.get("/debug_token").status()).isEqualTo(400);
    }

    @Test
    void findsInterestsAndPlaces() {
        JsonNode interest = client.get("/search", "type", "adinterest", "q", "football")
                .body()
                .at("/data/0");
        assertThat(interest.path("id").asText()).matches("\\d+");
        assertThat(interest.path("name").asText()).isEqualTo("football");
        assertThat(interest)
                .isEqualTo(client.get("/search", "type", "adinterest", "q", "football")
                        .body()
                        .at("/data/0"));
        assertThat(client.get("/search", "type", "adgeolocation", "q", "Paris")
                        .body()
                        .at("/data/0/type")
                        .asText())
                .isEqualTo("city");
        assertThat(client.get("/search", "type", "adgeolocation", "q", "pt")
                        .body()
                        .at("/data/0/key")
                        .asText())
                .isEqualTo("PT");
        assertThat(client.get("/search", "type", "adlocale", "q", "en").body().path("data"))
                .isNotEmpty();
        assertThat(client.get("/search", "type", "people", "q", "me").status()).isEqualTo(400);
        assertThat(client.get("/search").status()).isEqualTo(400);
    }
}
