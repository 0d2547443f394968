package jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import extensions.Events;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Failures of events do not affect the work that published them. */
class JobAnnouncementsTest {

    private static final String JOB = """
            {"job_id":"6f2c1d9e-8a4b-4c0f-9b2e-1f6a7c3d5e80","client_id":"francisco","type":"video_creative",
             "status":"%s","input_json":{},"result_json":{},"checkpoint_json":{},"attempts":1,"max_attempts":3,
             "created_at":"2026-01-31T12:00:00Z","finished_at":"2026-01-31T12:00:01Z"}
            """;

    private final ObjectMapper mapper = new ObjectMapper().registerModule(new JavaTimeModule());
    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        context.getPropertiesComponent().addOverrideProperty("creative.events.job-succeeded", "seda:full?size=1");
        context.getPropertiesComponent().addOverrideProperty("creative.events.job-failed", "direct:nobody?block=false");
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    /**
     * The queue holds one event without a consumer; the endpoint of failures does not exist; a cancellation is not an
     * event.
     */
    @ParameterizedTest
    @CsvSource({"succeeded, 1", "failed, 0", "cancelled, 0"})
    void areLostRatherThanFailTheWork(String status, int queued) throws IOException {
        Job job = mapper.readValue(JOB.formatted(status), Job.class);

        List<Job> ended = new ArrayList<>();
        JobAnnouncements announcements = new JobAnnouncements(
                mapper, new JobView(mapper), new Events(context.createProducerTemplate()), ended::add);

        for (int i = 0; i < 3; i++) {
            assertThatNoException().isThrownBy(() -> announcements.ended(job));
        }

        assertThat(ended).hasSize(3);
        assertThat(context.getEndpoint("seda:full?size=1", SedaEndpoint.class).getExchanges())
                .hasSize(queued)
                .allSatisfy(
                        event -> assertThat(mapper.readTree(event.getMessage().getBody(String.class))
                                        .path("type")
                                        .asText())
                                .isEqualTo("job.succeeded"));
    }
}
