package http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import http.ContractSchema.Violation;
import http.Operation.Body;
import io.quarkus.runtime.configuration.MemorySize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class ContractTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long KB = 1024;

    private final Contract contract = new Contract(new Limits());

    @Test
    void knowsTheCallsByMethodAndPath() throws IOException {
        assertThat(contract.basePath()).isEqualTo("/v1");
        assertThat(contract.operations())
                .extracting(Operation::id)
                .containsExactlyInAnyOrderElementsOf(file().findValuesAsText("operationId"));
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/campaigns, createCampaign",
        "POST, /v1/creatives/image, createImageCreative",
        "GET, /v1/creatives/120210000000000003, getCreative",
        "POST, /v1/jobs/creatives/video, createVideoJob",
        "GET, /v1/jobs/6f2c1d9e-8a4b-4c0f-9b2e-1f6a7c3d5e80, getJob",
        "POST, /v1/ads/%31%32/status, setAdStatus"
    })
    void findsACall(String method, String path, String id) {
        assertThat(contract.resource(path).orElseThrow().operation(method))
                .map(Operation::id)
                .contains(id);
    }

    @Test
    void decodesWhatStandsInAPath() {
        assertThat(contract.resource("/v1/ads/%31%32/status").orElseThrow().pathParameters())
                .isEqualTo(Map.of("ad_id", "12"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1",
                "/v1/",
                "/v1/nothing",
                "/v1/campaigns/",
                "/v1/Campaigns",
                "/v2/campaigns",
                "/v1/jobs/6f2c1d9e",
                "/v1/jobs/6f2c1d9e-8a4b-4c0f-9b2e-1f6a7c3d5e80%0A",
                "/v1/campaigns/12x",
                "/v1/campaigns/12%0A",
                "/v1/campaigns/12%00",
                "/v1/campaigns/%zz",
                "/v1/campaigns/123456789012345678901234567890123",
                "/v1/campaigns/1%2F2",
                "/v1/campaigns/+12"
            })
    void hasNothingAtOtherPaths(String path) {
        assertThat(contract.resource(path)).isEmpty();
    }

    @Test
    void knowsWhatAPathAllows() {
        assertThat(contract.resource("/v1/creatives/image").orElseThrow().allow())
                .isEqualTo("POST");
        assertThat(contract.resource("/v1/creatives/image").orElseThrow().operation("GET"))
                .isEmpty();
    }

    @Test
    void limitsEachBodyByWhatMayBeInIt() {
        assertThat(body("POST", "/v1/campaigns").maxBytes()).isEqualTo(1 * KB);
        assertThat(body("POST", "/v1/creatives/image").maxBytes()).isEqualTo((1 + 30) * KB);
        assertThat(body("POST", "/v1/creatives/image").files()).isEqualTo(Map.of("image", 30 * KB));
        assertThat(body("POST", "/v1/jobs/creatives/video").maxBytes()).isEqualTo((1 + 30 + 400) * KB);
        assertThat(body("POST", "/v1/jobs/creatives/video").files())
                .isEqualTo(Map.of("video", 400 * KB, "thumbnail", 30 * KB));
    }

    @Test
    void answersEveryCallWithJsonOrAProblem() {
        assertThat(contract.operations())
                .filteredOn(operation -> !operation.method().equals("DELETE"))
                .allSatisfy(
                        operation -> assertThat(operation.produces()).contains("application/json", Problem.MEDIA_TYPE));
    }

    @Test
    void negotiatesNothingWhereASuccessHasNoBody() {
        assertThat(contract.operations())
                .filteredOn(operation -> operation.success() == 204)
                .isNotEmpty()
                .allSatisfy(operation -> assertThat(operation.produces()).isEmpty());
    }

    @Test
    void leavesClientsAndKeysToTheAdministrator() {
        assertThat(contract.operations())
                .filteredOn(Operation::adminOnly)
                .extracting(Operation::id)
                .containsExactlyInAnyOrder(
                        "listClients",
                        "createClient",
                        "getClient",
                        "setClient",
                        "disableClient",
                        "listApiKeys",
                        "createApiKey",
                        "rotateWebhookSecret",
                        "setClientLimits",
                        "revokeApiKey");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/campaigns, BODY",
        "POST, /v1/creatives/image, BODY",
        "POST, /v1/jobs/creatives/video, BODY",
        "POST, /v1/ads/1/status, BODY",
        "GET, /v1/ads/1, QUERY",
        "GET, /v1/account, QUERY",
        "GET, /v1/jobs, QUERY_FILTER",
        "GET, /v1/jobs/6f2c1d9e-8a4b-4c0f-9b2e-1f6a7c3d5e80, NOWHERE",
        "GET, /v1/clients/francisco/usage, PATH",
        "POST, /v1/clients, NOWHERE"
    })
    void knowsWhereACallNamesItsClient(String method, String path, Operation.ClientId place) {
        assertThat(contract.resource(path).flatMap(resource -> resource.operation(method)))
                .map(Operation::clientId)
                .contains(place);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void givesExamplesThatWork(String path, JsonNode example) {
        assertThat(body("POST", path).schema().violations(example)).isEmpty();
    }

    private static JsonNode file() throws IOException {
        return new YAMLMapper().readTree(ContractTest.class.getClassLoader().getResourceAsStream(Contract.RESOURCE));
    }

    static Stream<Arguments> examples() throws IOException {
        JsonNode file = file();
        JsonNode statusChange = file.at("/components/requestBodies/StatusChange/content/application~1json/example");
        return Stream.of(
                Arguments.of("/v1/campaigns", example(file, "/campaigns")),
                Arguments.of("/v1/adsets", example(file, "/adsets")),
                Arguments.of("/v1/ads", example(file, "/ads")),
                Arguments.of("/v1/campaigns/1/status", statusChange),
                Arguments.of("/v1/clients", example(file, "/clients")));
    }

    private static JsonNode example(JsonNode file, String path) {
        return file.at("/paths/" + Pointer.escape(path) + "/post/requestBody/content/application~1json/example");
    }

    @Test
    void namesEveryFaultAtItsPlace() {
        ObjectNode campaign = campaign()
                .put("name", " ")
                .put("objective", "CONVERSIONS")
                .put("daily_budget", "2000")
                .put("callback_url", "https://example.com");
        campaign.put("client_id", "fran cisco");
        campaign.putObject("promoted_object").put("pixel_id", "x");

        assertThat(body("POST", "/v1/campaigns").schema().violations(campaign))
                .extracting(Violation::pointer)
                .containsExactlyInAnyOrder(
                        "/client_id",
                        "/name",
                        "/objective",
                        "/daily_budget",
                        "/callback_url",
                        "/promoted_object/pixel_id");
    }

    @Test
    void letsMetasOpenObjectsPass() {
        ObjectNode campaign = campaign();
        campaign.putObject("promoted_object").put("a_key_of_tomorrow", true);

        assertThat(body("POST", "/v1/campaigns").schema().violations(campaign)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two\nlines", "ends with a line break\n", "\u0000", "tab\there"})
    void wantsNamesOfOneLine(String name) {
        assertThat(body("POST", "/v1/campaigns").schema().violations(campaign().put("name", name)))
                .extracting(Violation::pointer)
                .containsExactly("/name");
    }

    @Test
    void countsCharactersAsPeopleDo() {
        String emoji = "🏖".repeat(400);

        assertThat(body("POST", "/v1/campaigns").schema().violations(campaign().put("name", emoji)))
                .isEmpty();
        assertThat(body("POST", "/v1/campaigns").schema().violations(campaign().put("name", emoji + "x")))
                .hasSize(1);
    }

    @Test
    void wantsBudgetsThatAreWholeAndPositive() {
        List<ObjectNode> wrong = List.of(
                campaign().put("daily_budget", 0),
                campaign().put("daily_budget", -1),
                campaign().put("daily_budget", 10.5),
                campaign().put("daily_budget", new BigInteger("9223372036854775808")));

        assertThat(wrong).allSatisfy(campaign -> assertThat(
                        body("POST", "/v1/campaigns").schema().violations(campaign))
                .extracting(Violation::pointer)
                .containsExactly("/daily_budget"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com, true",
        "HTTP://example.com:8080/a?b=c#d, true",
        "ftp://example.com, false",
        "javascript:alert(1), false",
        "https://, false",
        "https:///path, false",
        "example.com, false",
        "'https://example.com/a b', false"
    })
    void wantsLinksToPagesOfTheWeb(String link, boolean accepted) {
        ObjectNode form = MAPPER.createObjectNode()
                .put("client_id", "francisco")
                .put("image", "")
                .put("name", "Beach")
                .put("link", link);

        assertThat(body("POST", "/v1/creatives/image").schema().violations(form).isEmpty())
                .isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource({
        "0s, true",
        "20s, true",
        "30s, true",
        "31s, false",
        "1500ms, true",
        "30000ms, true",
        "30001ms, false",
        "20, false",
        "-1s, false",
        "1m, false",
        "1.5s, false"
    })
    void waitsUpToThirtySeconds(String wait, boolean accepted) {
        Operation getJob = contract.resource("/v1/jobs/6f2c1d9e-8a4b-4c0f-9b2e-1f6a7c3d5e80")
                .flatMap(resource -> resource.operation("GET"))
                .orElseThrow();

        assertThat(getJob.parameters())
                .filteredOn(parameter -> parameter.name().equals("wait"))
                .singleElement()
                .satisfies(parameter -> assertThat(parameter
                                .schema()
                                .violations(TextNode.valueOf(wait))
                                .isEmpty())
                        .isEqualTo(accepted));
    }

    private static ObjectNode campaign() {
        return MAPPER.createObjectNode()
                .put("client_id", "francisco")
                .put("name", "Summer sale")
                .put("objective", "OUTCOME_TRAFFIC");
    }

    private Body body(String method, String path) {
        return contract.resource(path)
                .flatMap(resource -> resource.operation(method))
                .flatMap(Operation::body)
                .orElseThrow();
    }

    record Limits(MemorySize json, MemorySize launch, MemorySize image, MemorySize video, MemorySize freeDisk)
            implements ApiLimits {
        Limits() {
            this(kilobytes(1), kilobytes(5), kilobytes(30), kilobytes(400), kilobytes(0));
        }

        private static MemorySize kilobytes(long count) {
            return new MemorySize(BigInteger.valueOf(count * KB));
        }
    }
}
