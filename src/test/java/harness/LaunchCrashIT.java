package harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import local.ServiceProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Workers killed by {@code kill -9} in the middle of a launch. */
@ExtendWith(ClusterExtension.class)
class LaunchCrashIT {

    private static final int AD_SETS = 19;
    private static final int ADS = 2 * AD_SETS;

    private final ObjectMapper mapper = new ObjectMapper();
    private final Cluster cluster;

    LaunchCrashIT(Cluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void everyObjectIsCreatedExactlyOnce() throws IOException {
        Map<String, String> settings = Map.of("CREATIVE_JOBS_LEASE", "2s", "CREATIVE_JOBS_RENEW_INTERVAL", "500ms");
        List<ServiceProcess> workers =
                List.of(cluster.startWorker(settings), cluster.startWorker(settings), cluster.startWorker(settings));
        workers.forEach(ServiceProcess::awaitReady);
        String creativeId = cluster.awaitEnd(
                        cluster.accepted(cluster.clip("for-ads", Clip.MIB)), Duration.ofSeconds(60))
                .at("/result/creative_id")
                .asText();
        cluster.sandbox().set(Map.of("latency_ms", 200));

        String jobId = cluster.api().launch(launch(creativeId));
        awaitObjects("adsets", 5);
        workers.get(0).kill();
        awaitObjects("ads", 10);
        workers.get(1).kill();

        JsonNode job = cluster.awaitEnd(jobId, Duration.ofSeconds(120));
        assertThat(job.path("status").asText()).as(job.toString()).isEqualTo("succeeded");
        assertThat(job.at("/progress/items_succeeded").asInt()).isEqualTo(1 + AD_SETS + ADS);
        assertThat(names("campaigns")).containsExactly("Crashes");
        assertThat(names("adsets")).hasSize(AD_SETS).doesNotHaveDuplicates();
        assertThat(names("ads")).hasSize(ADS).doesNotHaveDuplicates();
    }

    private ObjectNode launch(String creativeId) {
        ObjectNode launch =
                mapper.createObjectNode().put("client_id", Cluster.CLIENT).put("name", "Crashes");
        launch.putObject("campaign").put("name", "Crashes").put("objective", "OUTCOME_TRAFFIC");
        for (int number = 0; number < AD_SETS; number++) {
            launch.withArray("/adsets")
                    .addObject()
                    .put("key", "set-" + number)
                    .put("name", "Set " + number)
                    .put("billing_event", "IMPRESSIONS")
                    .put("optimization_goal", "LINK_CLICKS")
                    .put("bid_amount", 100)
                    .put("daily_budget", 2000)
                    .putObject("targeting")
                    .putObject("geo_locations")
                    .putArray("countries")
                    .add("US");
        }
        launch.withArray("/creatives").addObject().put("key", "a").put("creative_id", creativeId);
        launch.withArray("/creatives").addObject().put("key", "b").put("creative_id", creativeId);
        ObjectNode matrix = launch.putObject("ads_matrix");
        matrix.putArray("adsets").add("*");
        matrix.putArray("creatives").add("*");
        return launch;
    }

    private void awaitObjects(String edge, int number) {
        await(number + " " + edge)
                .atMost(Duration.ofSeconds(60))
                .until(() -> names(edge).size() >= number);
    }

    private List<String> names(String edge) {
        return StreamSupport.stream(
                        cluster.sandbox()
                                .state()
                                .json()
                                .path("objects")
                                .path(edge)
                                .spliterator(),
                        false)
                .map(object -> object.path("name").asText())
                .toList();
    }
}
