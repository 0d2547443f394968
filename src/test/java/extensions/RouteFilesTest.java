package extensions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A directory of routes while its context stops; {@code routes.RouteFilesTest} tests the rest. */
class RouteFilesTest {

    private static final int ROUTES = 30;
    private static final Duration INTERVAL = Duration.ofMillis(20);
    private static final Duration SHUTDOWN = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    /** Camel stops routes one after another, and a stopping context waits for all work in progress. */
    @Test
    void doNotHoldUpAContextThatStopsWhileRoutesEnd() throws Exception {
        String many = IntStream.range(0, ROUTES)
                .mapToObj("- route: {id: mine-%1$d, from: {uri: 'direct:x%1$d', steps: [{to: 'log:x'}]}}"::formatted)
                .collect(Collectors.joining("\n"));
        Path file = Files.writeString(directory.resolve("mine.yaml"), many);
        try (CamelContext context = context()) {
            context.start();
            await("all routes").until(() -> context.getRoutes().size() > ROUTES);

            Files.delete(file);
            await("the first of them stopped").until(() -> context.getRoutes().size() <= ROUTES);
            long start = System.nanoTime();
            context.stop();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SHUTDOWN.dividedBy(2));
        }
    }

    private CamelContext context() throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.getShutdownStrategy().setTimeout(SHUTDOWN.toSeconds());
        RouteFilesConfig config = new RouteFilesConfig() {
            @Override
            public Path directory() {
                return directory;
            }

            @Override
            public Duration interval() {
                return INTERVAL;
            }
        };
        RouteFiles files = new RouteFiles(context, config);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("timer:scan-route-files?delay=0&period=" + INTERVAL.toMillis())
                        .routeId("scan-route-files")
                        .process(message -> files.scan());
            }
        });
        return context;
    }
}
