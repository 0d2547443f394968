package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jakarta.inject.Inject;

/** The dashboard, the alert rules and the autoscaler only use metrics that the service exposes. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class DashboardTest {

    private static final File DIRECTORY = new File("deploy/observability");

    /** A metric has a prefix of the service, the HTTP server or the JVM. */
    private static final Pattern METRIC = Pattern.compile("\\b(?:creative|http|jvm|process)_[a-z_]+");
    /** A label is compared, or grouped by. */
    private static final Pattern COMPARED = Pattern.compile("([a-z_]+)=~?\"");

    private static final Pattern GROUPED = Pattern.compile("by \\(([a-z_, ]+)\\)");

    private static final Pattern SHOWN_LABEL = Pattern.compile("[{,]([a-z_]+)=\"");

    /** Metrics that exist after a job; all others exist from the start. */
    private static final Set<String> OF_A_JOB = Set.of(
            "creative_jobs",
            "creative_jobs_ended_seconds_count",
            "creative_job_steps_seconds_count",
            "http_server_requests_seconds_count");

    @Inject
    TestClients clients;

    private Scrape scrape;

    @BeforeEach
    void workAndScrape() {
        SandboxControl.reset();
        SandboxControl.set("video_processing_ms", 60_000);
        String jobId = ServiceApi.videoJob(clients.register());
        ServiceApi.awaitJob(jobId, "processing", job -> "processing".equals(job.path("waiting_for")));
        await("a count of the jobs").until(() -> Scrape.now().samples().contains("creative_jobs"));
        given().post("/v1/jobs/" + jobId + "/cancel").then().statusCode(202);
        scrape = await("metrics of a job")
                .until(Scrape::now, now -> now.samples().containsAll(OF_A_JOB));
    }

    @Test
    void theDashboardShowsWhatThereIs() throws IOException {
        List<String> expressions = new ObjectMapper()
                .readTree(new File(DIRECTORY, "dashboard.json"))
                .findValuesAsText("expr");

        assertThat(expressions).isNotEmpty();
        assertThatAllIsThere(expressions);
    }

    @Test
    void theAlertsWatchWhatThereIs() throws IOException {
        JsonNode rules = new ObjectMapper(new YAMLFactory()).readTree(new File(DIRECTORY, "alerts.yml"));
        List<String> expressions = rules.findValuesAsText("expr");

        assertThat(rules.findValuesAsText("alert")).isNotEmpty().hasSameSizeAs(expressions);
        assertThatAllIsThere(expressions);
    }

    @Test
    void theDashboardShowsAllMetersOfOurs() throws IOException {
        List<String> expressions = new ObjectMapper()
                .readTree(new File(DIRECTORY, "dashboard.json"))
                .findValuesAsText("expr");

        assertThat(scrape.labels().keySet()).isNotEmpty().allMatch(name -> {
            Pattern whole = Pattern.compile("\\b" + name + "(?:_bucket|_count|_sum)?\\b");
            return expressions.stream()
                    .anyMatch(expression -> whole.matcher(expression).find());
        });
    }

    @Test
    void theAutoscalerAsksForWhatThereIs() throws IOException {
        List<String> expressions = new ObjectMapper(new YAMLFactory())
                .readTree(new File("deploy/kubernetes/components/keda/scaled-object.yaml"))
                .findValuesAsText("query");

        assertThat(expressions).hasSize(1);
        assertThatAllIsThere(expressions);
    }

    private void assertThatAllIsThere(List<String> expressions) {
        assertThat(found(METRIC, expressions)).isSubsetOf(scrape.samples());
        Set<String> labels = found(COMPARED, expressions);
        found(GROUPED, expressions).forEach(list -> labels.addAll(List.of(list.split(", "))));
        // Added by Prometheus when it scrapes.
        labels.removeAll(Set.of("instance", "namespace"));
        assertThat(labels).isSubsetOf(found(SHOWN_LABEL, List.of(scrape.text())));
    }

    private static Set<String> found(Pattern pattern, List<String> texts) {
        return texts.stream()
                .flatMap(text -> pattern.matcher(text).results())
                .map(match -> match.group(match.groupCount()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
