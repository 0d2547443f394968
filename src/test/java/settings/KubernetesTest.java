package settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.stream.StreamSupport;

/** The Kubernetes manifests give processes enough time to stop. */
class KubernetesTest {
    private static final Path BASE = Path.of("deploy", "kubernetes", "base");
    private static final ObjectReader YAML = new ObjectMapper(new YAMLFactory()).readerFor(JsonNode.class);

    @ParameterizedTest
    @CsvSource({"api", "worker"})
    void aProcessHasEnoughTimeToStop(String role) throws IOException {
        JsonNode pod = deployment(role).at("/spec/template/spec");
        JsonNode container = pod.at("/containers/0");
        JsonNode sleep = container.at("/lifecycle/preStop/exec/command/1");
        Properties properties = properties();

        long atMost = sleep.asLong(0)
                + seconds(environment(
                        container, "QUARKUS_SHUTDOWN_TIMEOUT", properties.getProperty("quarkus.shutdown.timeout")))
                + Long.parseLong(properties.getProperty("camel.main.shutdown-timeout"));

        assertThat(pod.path("terminationGracePeriodSeconds").asLong()).isGreaterThan(atMost);
    }

    private static String environment(JsonNode container, String name, String otherwise) {
        return StreamSupport.stream(container.path("env").spliterator(), false)
                .filter(variable -> variable.path("name").asText().equals(name))
                .map(variable -> variable.path("value").asText())
                .findFirst()
                .orElse(otherwise);
    }

    private static long seconds(String duration) {
        return Duration.parse("PT" + duration).toSeconds();
    }

    private static JsonNode deployment(String role) throws IOException {
        return YAML.<JsonNode>readValues(BASE.resolve(role + ".yaml").toFile()).readAll().stream()
                .filter(document -> document.path("kind").asText().equals("Deployment"))
                .findFirst()
                .orElseThrow();
    }

    private static Properties properties() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            properties.load(reader);
        }
        return properties;
    }
}
