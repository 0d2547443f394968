package sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sandbox.GraphClient.Reply;

import java.net.URI;
import java.net.http.HttpRequest;

/** Versions, and what browsers ask. */
class VersionsTest {
    @RegisterExtension
    static final SandboxServer SERVER = new SandboxServer();

    private static final String WARNING = "X-Ad-Api-Version-Warning";

    private final GraphClient client = SERVER.client();

    @Test
    void theNewestServesCallsWithoutAVersion() {
        Reply reply = client.control("GET", "act_1?access_token=t&fields=id", null);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers().firstValue("facebook-api-version")).contains("v26.0");
    }

    @Test
    void anExpiredVersionIsRefusedAndAnOldOneWarnedOf() {
        assertThat(client.control("GET", "v3.2/act_1?access_token=t", null)
                        .error()
                        .path("code")
                        .asInt())
                .isEqualTo(2635);
        assertThat(client.control("GET", "v99.0/act_1?access_token=t", null).status())
                .isEqualTo(400);
        Reply old = client.control("GET", "v24.0/act_1?access_token=t", null);
        assertThat(old.status()).isEqualTo(200);
        assertThat(old.headers().firstValue(WARNING)).isPresent();
        assertThat(client.control("GET", "v25.0/act_1?access_token=t", null)
                        .headers()
                        .firstValue(WARNING))
                .isEmpty();
    }

    @Test
    void browsersMayCall() {
        assertThat(client.get("/act_1").headers().firstValue("Access-Control-Allow-Origin"))
                .contains("*");
        Reply preflight = client.send(HttpRequest.newBuilder(URI.create(client.root() + "/v26.0/act_1/campaigns"))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", "http://localhost:3000"));
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight
                        .headers()
                        .firstValue("Access-Control-Allow-Headers")
                        .orElse(""))
                .contains("Authorization");
    }
}
