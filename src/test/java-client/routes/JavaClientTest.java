package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import routes.TestClients.TestClient;

import java.util.Map;
import java.util.UUID;
import javaclient.ApiClient;
import javaclient.ApiException;
import javaclient.api.CampaignsApi;
import javaclient.model.Amount;
import javaclient.model.NewCampaign;
import javaclient.model.Objective;
import jakarta.inject.Inject;

/** A client that OpenAPI Generator makes from the contract can call the service. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class JavaClientTest {

    @Inject
    TestClients clients;

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private TestClient client;
    private CampaignsApi campaigns;

    @BeforeEach
    void register() {
        SandboxControl.reset();
        client = clients.register();
        ApiClient service = new ApiClient();
        service.updateBaseUri("http://localhost:" + port + "/v1");
        campaigns = new CampaignsApi(service);
    }

    @Test
    void makesAndReadsACampaign() throws ApiException {
        NewCampaign campaign = campaign();

        assertThat(campaigns.createCampaign(campaign, true, null).getValid()).isTrue();
        String key = UUID.randomUUID().toString();
        String id = campaigns.createCampaign(campaign, false, key).getCampaignId();

        assertThat(campaigns.createCampaign(campaign, false, key).getCampaignId())
                .as("repeated")
                .isEqualTo(id);
        assertThat(campaigns.getCampaign(id, client.id()).getName()).isEqualTo("Spring");
        assertThat(SandboxControl.objects("campaigns", client)).hasSize(1);
    }

    @Test
    void readsAProblem() {
        ApiException problem = catchThrowableOfType(
                ApiException.class, () -> campaigns.createCampaign(campaign().name(""), false, null));

        assertThat(problem.getCode()).isEqualTo(400);
        assertThat(problem.getResponseBody()).contains("/problems/", "name");
    }

    private NewCampaign campaign() {
        return new NewCampaign()
                .clientId(client.id())
                .name("Spring")
                .objective(Objective.OUTCOME_TRAFFIC)
                .dailyBudget(new Amount(Map.of("amount", "20.00", "currency", "USD")));
    }
}
