package routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import database.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.jdbc.JdbcConstants;
import org.junit.jupiter.api.Test;
import routes.TestClients.TestClient;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import jakarta.inject.Inject;

/** A process is paused during the look-up of an object, while another one changes the same intent. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class PausedLookUpTest {

    @Inject
    TestClients clients;

    @Inject
    ProducerTemplate camel;

    @Inject
    ObjectMapper mapper;

    /** The paused process must look again, whatever it found; otherwise both would create. */
    @Test
    void writesNothingWhereAnotherProcessSendsTheCreateAgain() throws Exception {
        TestClient client = clients.register();
        Map<String, Object> intent = new HashMap<>(Map.of(
                "intent_key",
                "request:" + client.id(),
                "kind",
                "campaign",
                "client_id",
                client.id(),
                "ad_account_id",
                client.adAccountId(),
                "name",
                "Spring",
                "labels",
                "{a-label}",
                "settle_seconds",
                0.0,
                "candidates",
                "{}"));
        intent.put("job_id", null);
        intent.put("parent_id", null);
        intent.put("fence", null);
        send("open-intent", intent);
        intent.put(
                "unsettled_until",
                send("note-lost-answer", intent).get("unsettled_until").asText());
        assertThat(send("adopt-object", intent).get("state").asText()).isEqualTo("open");

        assertThat(send("renew-intent", intent).get("unsettled_until").isNull()).isTrue();

        assertThat(send("adopt-object", intent)).isNull();
        intent.put("candidates", "{9}");
        assertThat(send("adopt-object", intent)).isNull();
        assertThat(send("open-intent", intent).get("unsettled_until").isNull()).isFalse();
        intent.put("unsettled_until", null);
        assertThat(send("adopt-object", intent)).isNull();
    }

    private JsonNode send(String statement, Map<String, Object> parameters) throws Exception {
        String sql = Files.readString(Path.of("src/main/resources/db/queries/" + statement + ".sql"));
        String row = camel.requestBodyAndHeader(
                Database.ENDPOINT, sql, JdbcConstants.JDBC_PARAMETERS, parameters, String.class);
        return row == null ? null : mapper.readTree(row);
    }
}
