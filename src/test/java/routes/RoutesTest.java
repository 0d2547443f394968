package routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.junit.jupiter.api.Test;
import outbound.OutboundClient;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jakarta.inject.Inject;

/** The running routes: each has an id, each endpoint exists, and all calls to Meta use one route. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class RoutesTest {

    private static final Path QUERIES = Path.of("src/main/resources/db/queries");
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern NAMED =
            Pattern.compile("(?:Statement\\.named\\(\\s*\"|db/queries/)([a-z-]+)(?:\\.sql)?\"");

    private static final List<String> SEDA_PRODUCER_OPTIONS = List.of(
            "blockWhenFull",
            "discardIfNoConsumers",
            "discardWhenFull",
            "failIfNoConsumers",
            "offerTimeout",
            "waitForTaskToComplete");

    @Inject
    CamelContext context;

    @Test
    void haveNames() {
        assertThat(routes()).isNotEmpty().allSatisfy(route -> assertThat(route.hasCustomIdAssigned())
                .as("%s has an id", route.getInput())
                .isTrue());
    }

    @Test
    void leadSomewhere() {
        List<String> consumers = consumers();

        assertThat(destinations().filter(uri -> uri.startsWith("direct:")))
                .isNotEmpty()
                .isSubsetOf(consumers);
    }

    /** Every statement is used by a flow or a repository. */
    @Test
    void runEveryStatementThereIs() throws IOException {
        List<String> statements;
        try (Stream<Path> files = Files.list(QUERIES)) {
            statements = files.map(file -> file.getFileName().toString().replace(".sql", ""))
                    .toList();
        }

        assertThat(statementsNamedInCode()).containsExactlyInAnyOrderElementsOf(statements);
    }

    private static Set<String> statementsNamedInCode() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher matcher = NAMED.matcher(Files.readString(file));
                while (matcher.find()) {
                    names.add(matcher.group(1));
                }
            }
        }
        return names;
    }

    @Test
    void callMetaThroughOneRoute() {
        assertThat(routes().stream()
                        .filter(route -> sends(route.getOutputs()).anyMatch("{{creative.graph.endpoint}}"::equals)))
                .extracting(RouteDefinition::getRouteId)
                .containsExactly("graph-http");
    }

    /** An endpoint without its own client has the component's. */
    @Test
    void callOthersWithLimits() {
        assertThat(List.of("http", "https")).allSatisfy(scheme -> assertThat(
                        context.getComponent(scheme, HttpComponent.class).getHttpClientConfigurer())
                .isInstanceOf(OutboundClient.class));
        assertThat(context.getEndpoints().stream()
                        .filter(HttpEndpoint.class::isInstance)
                        .map(HttpEndpoint.class::cast))
                .isNotEmpty()
                .allSatisfy(endpoint ->
                        assertThat(endpoint.getHttpClientConfigurer()).isInstanceOf(OutboundClient.class));
    }

    /** A producer's option has no effect on a consumer. */
    @Test
    void beginWithOptionsForConsumers() {
        assertThat(consumers().stream().map(context::resolvePropertyPlaceholders))
                .filteredOn(uri -> uri.startsWith("seda:"))
                .isNotEmpty()
                .noneMatch(uri -> SEDA_PRODUCER_OPTIONS.stream().anyMatch(option -> uri.contains(option + "=")));
    }

    private List<RouteDefinition> routes() {
        return model().getRouteDefinitions().stream()
                .filter(route -> !Boolean.TRUE.equals(route.isRest()))
                .toList();
    }

    private List<String> consumers() {
        return routes().stream().map(route -> route.getInput().getEndpointUri()).toList();
    }

    private Stream<String> destinations() {
        Stream<String> ofRoutes = routes().stream().flatMap(route -> sends(route.getOutputs()));
        Stream<String> ofPolicies = model().getRouteConfigurationDefinitions().stream()
                .map(RouteConfigurationDefinition::getOnExceptions)
                .flatMap(List::stream)
                .map(OnExceptionDefinition::getOutputs)
                .flatMap(RoutesTest::sends);
        return Stream.concat(ofRoutes, ofPolicies);
    }

    private static Stream<String> sends(List<ProcessorDefinition<?>> outputs) {
        return ProcessorDefinitionHelper.filterTypeInOutputs(outputs, ToDefinition.class).stream()
                .map(ToDefinition::getEndpointUri);
    }

    private ModelCamelContext model() {
        return (ModelCamelContext) context;
    }
}
