package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import clients.AppSecretProof;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import local.TestMedia;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import routes.TestClients.TestClient;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import jakarta.inject.Inject;

/** A token is only sent to Meta, whatever is logged. */
@QuarkusTest
@TestProfile(TracedService.class)
class SecrecyTest {

    private static final String[] MARKS = {
        TracedService.TOKEN, TracedService.SECRET, AppSecretProof.of(TracedService.TOKEN, TracedService.SECRET)
    };

    @Inject
    TestClients clients;

    @Inject
    DataSource dataSource;

    @ConfigProperty(name = "quarkus.redis.hosts")
    String redis;

    @Test
    void noTraceOfTheToken() throws IOException, SQLException {
        SandboxControl.reset();
        TestClient client = clients.registerWithToken("ENV:TOKEN_MARKED");
        List<String> answers = new ArrayList<>();

        answers.add(kept(ServiceApi.post("/v1/campaigns", ServiceApi.campaign(client)), 201));
        answers.add(kept(ServiceApi.image(client, TestMedia.picture()), 201));
        answers.add(ServiceApi.awaitSuccess(ServiceApi.videoJob(client)).asString());
        answers.add(ServiceApi.awaitSuccess(ServiceApi.id(ServiceApi.video(client, TestMedia.video()), "job_id"))
                .asString());
        SandboxControl.faults("{'method':'POST','path':'/*/campaigns','action':'drop_after'}");
        answers.add(kept(ServiceApi.post("/v1/campaigns", ServiceApi.campaign(client)), 201));
        // Meta quotes what it cannot parse.
        SandboxControl.faults("{'method':'POST','path':'/*/advideos','action':'error','status':400,'error':{'code':190,"
                + "'message':'Malformed access token " + TracedService.TOKEN + "'}}");
        String failed = ServiceApi.id(ServiceApi.video(client, TestMedia.newVideo()), "job_id");
        answers.add(ServiceApi.awaitEnd(failed)
                .then()
                .body("error.type", equalTo("/problems/token-rejected"))
                .extract()
                .asString());
        answers.add(kept(ServiceApi.post("/v1/campaigns", ServiceApi.campaign(client)), 424));
        answers.add(kept(given().get("/v1/jobs/" + failed + "/events"), 200));
        answers.add(kept(given().get("/sandbox/_state"), 200));
        answers.add(given().get("/q/metrics").asString());

        String log = Files.readString(Path.of(TracedService.LOG));
        assertThat(log)
                .contains("\"loggerName\":\"org.apache.hc.client5.http.headers\",\"level\":\"DEBUG\"")
                .contains("\"loggerName\":\"org.apache.hc.client5.http.wire\",\"level\":\"DEBUG\"")
                .contains("Authorization: Bearer [redacted]")
                .contains("appsecret_proof=[redacted]")
                .contains("\"level\":\"TRACE\"");
        assertThat(linesWithMarks(log)).as("log").isEmpty();
        assertThat(answers).as("answers").noneMatch(SecrecyTest::isMarked);
        List<String> rows = database();
        assertThat(rows).as("rows").anyMatch(row -> row.contains("Malformed access token [redacted]"));
        assertThat(rows).as("rows").noneMatch(SecrecyTest::isMarked);
        assertThat(redis()).as("Redis").isNotEmpty().noneMatch(SecrecyTest::isMarked);
    }

    private static String kept(Response answer, int status) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        return answer.headers() + answer.asString();
    }

    private static boolean isMarked(String text) {
        return Stream.of(MARKS).anyMatch(text::contains);
    }

    private static List<String> linesWithMarks(String log) {
        return log.lines().filter(SecrecyTest::isMarked).limit(5).toList();
    }

    /** Every row of every table, as text. */
    private List<String> database() throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = dataSource.getConnection()) {
            List<String> tables =
                    select(connection, "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'");
            for (String table : tables) {
                rows.addAll(select(connection, "SELECT to_jsonb(t)::text FROM " + table + " t"));
            }
        }
        return rows;
    }

    private static List<String> select(Connection connection, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (var statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                values.add(found.getString(1));
            }
        }
        return values;
    }

    /** Every key with its value. */
    private List<String> redis() {
        try (Jedis jedis = new Jedis(URI.create(redis))) {
            return jedis.keys("*").stream()
                    .map(key -> key + " = "
                            + switch (jedis.type(key)) {
                                case "stream" ->
                                    String.valueOf(jedis.xrange(key, (StreamEntryID) null, (StreamEntryID) null));
                                case "string" -> jedis.get(key);
                                case "hash" -> String.valueOf(jedis.hgetAll(key));
                                case "set" -> String.valueOf(jedis.smembers(key));
                                case "zset" -> String.valueOf(jedis.zrange(key, 0, -1));
                                default -> String.valueOf(jedis.lrange(key, 0, -1));
                            })
                    .toList();
        }
    }
}
