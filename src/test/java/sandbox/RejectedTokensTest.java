package sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sandbox.GraphClient.Reply;

import java.net.http.HttpRequest.BodyPublishers;

class RejectedTokensTest {
    @RegisterExtension
    static final SandboxServer SERVER = new SandboxServer();

    private static final String PATH = "/act_1/campaigns";

    private final GraphClient client = SERVER.client();

    @Test
    void isTakenFromHeaderQueryFormAndJson() {
        assertThat(client.send(client.anonymous(PATH).header("Authorization", "OAuth t"))
                        .status())
                .isEqualTo(200);
        assertThat(client.send(client.anonymous(PATH).header("Authorization", "bearer t"))
                        .status())
                .isEqualTo(200);
        assertThat(client.send(client.anonymous(PATH + "?access_token=t")).status())
                .isEqualTo(200);
        assertThat(client.send(client.anonymous("/act_1/adlabels")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("name=a&access_token=t")))
                        .status())
                .isEqualTo(200);
        assertThat(client.send(client.anonymous("/act_1/adlabels")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{\"name\":\"a\",\"access_token\":\"t\"}")))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void isNeeded() {
        for (String query : new String[] {"", "?access_token="}) {
            Reply reply = client.send(client.anonymous(PATH + query));
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.error().path("code").asInt()).isEqualTo(104);
        }
    }

    @Test
    void isRejectedWhereItIsListed() {
        client.settings("{\"rejected_tokens\":[\"dead\"]}");

        Reply reply = client.send(client.anonymous(PATH).header("Authorization", "Bearer dead"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error().path("code").asInt()).isEqualTo(190);
        assertThat(reply.error().path("error_subcode").asInt()).isEqualTo(463);
        assertThat(reply.error().path("type").asText()).isEqualTo("OAuthException");
        assertThat(reply.error().path("message").asText())
                .startsWith("Error validating access token: Session has expired on ");
        assertThat(client.get(PATH).status()).isEqualTo(200);
    }

    @Test
    void isNeverShown() {
        String secret = "a-very-secret-token";
        client.settings("{\"rejected_tokens\":[\"" + secret + "-too\"]}");
        Reply refused = client.send(client.anonymous(PATH + "?access_token=" + secret + "-too"));
        Reply invalid = client.send(client.anonymous(PATH + "?fields=x%7B&access_token=" + secret));
        client.send(client.anonymous("/act_1/adlabels")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"a\",\"access_token\":\"" + secret + "\"}")));

        assertThat(refused.body().toString()).doesNotContain(secret);
        assertThat(invalid.body().toString()).doesNotContain(secret);
        assertThat(client.state().toString()).doesNotContain(secret);
    }
}
