package http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import failures.FieldError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The cost of a request is limited by its size, for every value in the contract: each location gets the most expensive
 * values, and each request is accepted or rejected quickly and with a short answer.
 */
class ContractBoundsTest {

    private static final Duration MOST_CPU = Duration.ofSeconds(1);
    private static final int LONGEST_ANSWER = 100_000;
    private static final int LARGEST_BODY = 1_000_000;

    private static final Map<String, String> TEXTS = texts(20_000);
    private static final Map<String, String> VALUES = values(20_000);

    private static final Contract CONTRACT = new Contract(new ContractTest.Limits());
    private static final JsonNode FILE = file();

    /** A location of a value in the contract. */
    record Place(String operation, Operation.Body body, List<String> path) {

        @Override
        public String toString() {
            return operation + " /" + String.join("/", path);
        }

        /** A body with only this value at the location. */
        String json(String value) {
            String json = value;
            for (int i = path.size() - 1; i >= 0; i--) {
                json = path.get(i).equals("*") ? "[" + json + "]" : "{\"" + path.get(i) + "\":" + json + "}";
            }
            return json;
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void boundsTheWorkOfEachPlace(Place place) {
        VALUES.forEach((name, value) -> boundsTheWork(place, name, value));
    }

    /** Costs that grow faster than the body show with a large one; keywords are the same at all locations. */
    @Test
    void boundsTheWorkOfLargeBodies() {
        List<String> some = List.of(
                "createCampaign /",
                "createCampaign /objective",
                "createCampaign /special_ad_categories",
                "createCampaign /special_ad_category_country/*",
                "createAdSet /targeting",
                "createAdSet /targeting/genders");
        Map<String, String> values = values(LARGEST_BODY);

        assertThat(places().filter(place -> some.contains(place.toString())))
                .hasSize(some.size())
                .allSatisfy(place -> values.forEach((name, value) -> boundsTheWork(place, name, value)));
    }

    private static void boundsTheWork(Place place, String name, String value) {
        byte[] json = place.json(value).getBytes(StandardCharsets.UTF_8);
        bounded(place + " " + name, () -> answerToJson(place.body(), json));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void boundsTheWorkOfEachFormField(Place place) {
        TEXTS.forEach((name, text) -> {
            ObjectNode form =
                    JsonNodeFactory.instance.objectNode().put(place.path().get(0), text);
            bounded(place + " " + name, () -> answer(place.body(), form));
        });
    }

    @Test
    void boundsTheWorkOfEachParameter() {
        CONTRACT.operations()
                .forEach(operation ->
                        operation.parameters().forEach(parameter -> boundsTheWork(operation.id(), parameter)));
    }

    private static void boundsTheWork(String operation, Operation.Parameter parameter) {
        TEXTS.forEach((name, text) -> bounded(operation + " " + parameter.name() + " " + name, () -> {
            Faults faults = new Faults();
            parameter.schema().check(JsonNodeFactory.instance.textNode(text), faults);
            return refusal(faults);
        }));
    }

    @Test
    void findsThePlaces() {
        assertThat(places().map(Place::toString))
                .contains(
                        "createCampaign /objective",
                        "createCampaign /special_ad_categories/*",
                        "createAdSet /targeting/genders/*",
                        "createAdSet /targeting/targeting_automation/advantage_audience",
                        "setClient /client_id")
                .hasSizeGreaterThan(90);
        assertThat(fields().map(Place::toString)).contains("createImageCreative /call_to_action");
    }

    /** Checks the cost of a request before it is answered. */
    private static void bounded(String what, Supplier<String> request) {
        long before = cpu();
        String answer = request.get();
        Duration taken = Duration.ofNanos(cpu() - before);

        assertThat(taken).as("CPU of %s", what).isLessThan(MOST_CPU);
        assertThat(answer.length()).as("answer to %s", what).isLessThan(LONGEST_ANSWER);
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static String answerToJson(Operation.Body body, byte[] json) {
        try {
            return answer(body, StrictJson.parse(json));
        } catch (StrictJson.MalformedJsonException e) {
            return ContractValidator.refusal(List.of(FieldError.atPointer(e.pointer(), e.detail())), true)
                    .problem()
                    .toJson("/v1")
                    .toString();
        }
    }

    private static String answer(Operation.Body body, JsonNode value) {
        Faults faults = new Faults();
        body.check(value, faults);
        return refusal(faults);
    }

    private static String refusal(Faults faults) {
        List<FieldError> errors = faults.list().stream()
                .map(violation -> FieldError.atPointer(violation.pointer(), violation.detail()))
                .toList();
        return ContractValidator.refusal(errors, !faults.isFull())
                .problem()
                .toJson("/v1")
                .toString();
    }

    /** The most expensive values, as JSON of about a size. */
    private static Map<String, String> values(int size) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("a number of a hundred million digits", "1e100000000");
        values.put("a small number of as many", "-1e-100000000");
        values.put("a number of many digits", "9".repeat(size));
        values.put("a fraction of many digits", "0." + "1".repeat(size));
        values.put("a text of such a number", "\"1e100000000\"");
        texts(size)
                .forEach((name, text) ->
                        values.put(name, JsonNodeFactory.instance.textNode(text).toString()));
        values.put("many numbers", list("7", size));
        values.put("many numbers with exponents", list("1e99", size));
        values.put("many texts", list("\"x\"", size));
        values.put("many control characters", list("\"\\u0001\"", size));
        values.put("many empty objects", list("{}", size));
        values.put("many small objects", list("{\"\":0}", size));
        values.put("many nulls", list("null", size));
        values.put("many names", object("\"%s\":0", size / 10));
        values.put("many names for control characters", object("\"\\u0001%s\":0", size / 10));
        values.put("many quoted names", object("\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"%s\":0", size / 32));
        values.put("names of one hash", collisions(size > 100_000 ? 14 : 9));
        values.put("many long names", object("\"" + "n".repeat(240) + "%s\":0", size / 260));
        values.put("a name without end", "{\"" + "n".repeat(size) + "\":0}");
        values.put("long names over a large list", nested("n".repeat(250), 90, list("7", size)));
        values.put("deep lists", "[".repeat(size / 2) + "]".repeat(size / 2));
        values.put("deep objects", "{\"a\":".repeat(99) + "1" + "}".repeat(99));
        return values;
    }

    private static Map<String, String> texts(int size) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("a number of a hundred million digits in text", "1e100000000");
        texts.put("a number of many digits in text", "9".repeat(size / 10));
        texts.put("a long text", "x".repeat(size));
        texts.put("a long text of spaces", " ".repeat(size));
        texts.put("a long text of wide letters", "語".repeat(size / 3));
        texts.put("a long address", "https://example.com/" + "%41".repeat(size / 3));
        texts.put("an address of half macros", "https://example.com/" + "{{a".repeat(size / 3));
        texts.put("an address of signs", "https://example.com/" + "{".repeat(size));
        texts.put("a long time", "2026-01-01T00:00:00." + "0".repeat(size) + "Z");
        texts.put("text of line breaks", "\n".repeat(size));
        return texts;
    }

    private static String list(String item, int size) {
        return "[" + String.join(",", Collections.nCopies(size / (item.length() + 1), item)) + "]";
    }

    private static String object(String property, int count) {
        return "{"
                + IntStream.range(0, count)
                        .mapToObj(i -> property.formatted(Integer.toString(i, 36)))
                        .reduce(
                                new StringBuilder(),
                                (all, one) ->
                                        all.append(all.isEmpty() ? "" : ",").append(one),
                                StringBuilder::append)
                + "}";
    }

    private static String nested(String name, int depth, String value) {
        return ("{\"" + name + "\":").repeat(depth) + value + "}".repeat(depth);
    }

    /** {@code Aa} and {@code BB} have the same hash in Java, and so have all combinations of them with equal length. */
    private static String collisions(int bits) {
        return "{"
                + IntStream.range(0, 1 << bits)
                        .mapToObj(i -> "\""
                                + IntStream.range(0, bits)
                                        .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                                        .reduce("", String::concat)
                                + "\":0")
                        .reduce(
                                new StringBuilder(),
                                (all, one) ->
                                        all.append(all.isEmpty() ? "" : ",").append(one),
                                StringBuilder::append)
                + "}";
    }

    static Stream<Place> places() {
        return bodies(false);
    }

    static Stream<Place> fields() {
        return bodies(true);
    }

    private static Stream<Place> bodies(boolean forms) {
        List<Place> places = new ArrayList<>();
        CONTRACT.operations().stream()
                .filter(operation ->
                        operation.body().map(Operation.Body::isMultipart).orElse(!forms) == forms)
                .filter(operation -> operation.body().isPresent())
                .forEach(operation -> {
                    JsonNode body = resolve(described(operation.id()).path("requestBody"));
                    JsonNode schema = body.path("content").elements().next().path("schema");
                    walk(operation, schema, List.of(), places);
                });
        return places.stream().filter(place -> !forms || place.path().size() == 1);
    }

    private static void walk(Operation operation, JsonNode schema, List<String> path, List<Place> places) {
        JsonNode resolved = resolve(schema);
        places.add(new Place(operation.id(), operation.body().orElseThrow(), path));
        for (String choice : List.of("allOf", "oneOf", "anyOf")) {
            resolved.path(choice).forEach(part -> walkParts(operation, resolve(part), path, places));
        }
        walkParts(operation, resolved, path, places);
    }

    private static void walkParts(Operation operation, JsonNode schema, List<String> path, List<Place> places) {
        schema.path("properties")
                .properties()
                .forEach(property -> walk(operation, property.getValue(), below(path, property.getKey()), places));
        if (schema.has("items")) {
            walk(operation, schema.path("items"), below(path, "*"), places);
        }
    }

    private static List<String> below(List<String> path, String name) {
        return Stream.concat(path.stream(), Stream.of(name)).toList();
    }

    private static JsonNode described(String operationId) {
        for (JsonNode path : FILE.path("paths")) {
            for (JsonNode operation : path) {
                if (operation.path("operationId").asText().equals(operationId)) {
                    return operation;
                }
            }
        }
        throw new IllegalArgumentException(operationId);
    }

    private static JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? FILE.at(node.path("$ref").asText().substring(1)) : node;
    }

    private static JsonNode file() {
        try {
            return new YAMLMapper()
                    .readTree(ContractBoundsTest.class.getClassLoader().getResourceAsStream(Contract.RESOURCE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
