package routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;
import routes.TestClients.TestClient;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jakarta.inject.Inject;

/** The calls of docs/creatives.md work as they are printed. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class DocumentedCreativesTest {

    private static final Pattern BLOCK = Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL);

    @Inject
    TestClients clients;

    @Test
    void runAsTheyArePrinted() throws IOException, InterruptedException {
        SandboxControl.resetWithoutProcessing();
        TestClient client = clients.register();
        String script = BLOCK.matcher(Files.readString(Path.of("docs/creatives.md")))
                .results()
                .map(block -> block.group(1))
                .collect(Collectors.joining("echo\n"))
                .replace("localhost:8080", "localhost:" + RestAssured.port)
                .replace("francisco", client.id());

        Process bash = new ProcessBuilder("bash", "-c", script)
                .redirectErrorStream(true)
                .start();
        String answers = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(bash.waitFor()).as(answers).isZero();
        assertThat(answers.strip().lines())
                .as(answers)
                .filteredOn(line -> !line.isBlank())
                .hasSize(5)
                .allMatch(line -> line.contains("\"creative_id\"") || line.contains("\"job_id\""));
    }
}
