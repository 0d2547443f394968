package routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import graph.GraphAnnouncements;
import jobs.Job;
import jobs.JobAnnouncements;
import jobs.JobView;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;

/** What becomes of an event has no effect on the work that raised it. */
class EventRoutesTest {

    private static final String JOB = """
            {"job_id":"6f2c1d9e-8a4b-4c0f-9b2e-1f6a7c3d5e80","client_id":"francisco","type":"video_creative",
             "status":"%s","input_json":{},"result_json":{},"checkpoint_json":{},"attempts":1,"max_attempts":3,
             "created_at":"2026-01-31T12:00:00Z","finished_at":"2026-01-31T12:00:01Z"}
            """;

    private final ObjectMapper mapper = new ObjectMapper().registerModule(new JavaTimeModule());
    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        context.getRegistry().bind("ofJobs", new JobAnnouncements(mapper, new JobView(mapper)));
        context.getRegistry().bind("ofMeta", new GraphAnnouncements(mapper, null));
        context.getPropertiesComponent().addOverrideProperty("creative.events.job-succeeded", "seda:full?size=1");
        context.getPropertiesComponent().addOverrideProperty("creative.events.job-failed", "direct:nobody?block=false");
        context.getPropertiesComponent().addOverrideProperty("creative.events.account-throttled", "log:throttled");
        context.getPropertiesComponent().addOverrideProperty("creative.events.token-rejected", "log:rejected");
        context.addRoutes(new EventRoutes());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:work").enrich("direct:announce-job", AggregationStrategies.useOriginal(false), true);
            }
        });
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    /** The queue takes one event and nobody reads it; the endpoint of failures does not exist; a cancel is no event. */
    @ParameterizedTest
    @CsvSource({"succeeded, 1", "failed, 0", "cancelled, 0"})
    void areLostRatherThanFailTheWork(String status, int queued) throws IOException {
        Job job = mapper.readValue(JOB.formatted(status), Job.class);

        for (int i = 0; i < 3; i++) {
            Exchange exchange = context.createProducerTemplate().request("direct:work", work -> {
                work.setVariable("job", job);
                work.getMessage().setBody("the work's own");
            });
            assertThat(exchange.isFailed()).isFalse();
            assertThat(exchange.getMessage().getBody()).isEqualTo("the work's own");
        }

        assertThat(context.getEndpoint("seda:full?size=1", SedaEndpoint.class).getExchanges())
                .hasSize(queued)
                .allSatisfy(
                        event -> assertThat(mapper.readTree(event.getMessage().getBody(String.class))
                                        .path("type")
                                        .asText())
                                .isEqualTo("job.succeeded"));
    }
}
