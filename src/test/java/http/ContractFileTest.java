package http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The contract's file is valid OpenAPI 3.0, for tools that are stricter than this service. */
class ContractFileTest {

    private final JsonNode file = file();

    @Test
    void nullableStandsBesideAType() {
        assertThat(schemas("nullable")).isNotEmpty().allSatisfy(schema -> assertThat(
                        schema.value().path("type").isTextual())
                .as(schema.place())
                .isTrue());
    }

    @Test
    void nothingStandsBesideAReference() {
        assertThat(schemas("$ref"))
                .isNotEmpty()
                .allSatisfy(schema ->
                        assertThat(schema.value().size()).as(schema.place()).isEqualTo(1));
    }

    @Test
    void referencesLeadSomewhere() {
        assertThat(schemas("$ref")).allSatisfy(schema -> assertThat(
                        file.at(schema.value().path("$ref").asText().substring(1))
                                .isMissingNode())
                .as(schema.place())
                .isFalse());
    }

    /** The validation of values relies on it: it only compares single values. */
    @Test
    void valuesOfAListAreScalarAndOfItsType() {
        assertThat(schemas("enum")).isNotEmpty().allSatisfy(schema -> {
            assertThat(schema.value().path("type").asText()).as(schema.place()).isIn("string", "integer", "boolean");
            assertThat(schema.value().path("enum")).as(schema.place()).allMatch(JsonNode::isValueNode);
            assertThat(schema.value().path("enum"))
                    .as(schema.place() + ": null only where it is nullable")
                    .allMatch(value ->
                            !value.isNull() || schema.value().path("nullable").asBoolean());
        });
    }

    @Test
    void requiredFieldsAreDescribed() {
        assertThat(schemas("required")
                        .filter(schema -> schema.value().path("required").isArray()))
                .isNotEmpty()
                .allSatisfy(schema -> schema.value().path("required").forEach(name -> assertThat(
                                schema.value().path("properties").has(name.asText()))
                        .as(schema.place() + " " + name)
                        .isTrue()));
    }

    @Test
    void operationsAreDescribedWithExamples() {
        assertThat(schemas("operationId")).isNotEmpty().allSatisfy(operation -> {
            assertThat(operation.value().path("summary").asText())
                    .as(operation.place())
                    .isNotBlank();
            assertThat(operation.value().path("description").asText())
                    .as(operation.place())
                    .isNotBlank();
            assertThat(operation.value().path("requestBody").path("content"))
                    .as(operation.place())
                    .allMatch(content -> content.has("example"));
            assertThat(operation.value().path("responses").properties())
                    .filteredOn(answer -> answer.getKey().startsWith("2"))
                    .as(operation.place())
                    .allMatch(answer -> answer.getValue()
                                    .path("content")
                                    .path("application/json")
                                    .isMissingNode()
                            || answer.getValue()
                                    .at("/content/application~1json")
                                    .has("example"));
        });
    }

    /** Generated clients have one type per operation, and would lose the fields of other types. */
    @Test
    void answersOfAnOperationHaveOneSchema() {
        assertThat(schemas("operationId")).isNotEmpty().allSatisfy(operation -> assertThat(
                        operation.value().path("responses").properties().stream()
                                .filter(answer -> answer.getKey().startsWith("2"))
                                .map(answer -> answer.getValue().at("/content/application~1json/schema"))
                                .filter(schema -> !schema.isMissingNode())
                                .distinct())
                .as(operation.place())
                .hasSizeLessThanOrEqualTo(1));
    }

    private record Found(String place, JsonNode value) {}

    /** All objects of the file with a key, except property names and examples. */
    private Stream<Found> schemas(String key) {
        List<Found> found = new ArrayList<>();
        walk("", file, key, found);
        return found.stream();
    }

    private static void walk(String place, JsonNode node, String key, List<Found> found) {
        if (node.has(key) && !place.endsWith("/properties")) {
            found.add(new Found(place, node));
        }
        for (Map.Entry<String, JsonNode> child : node.properties()) {
            if (!child.getKey().equals("example")) {
                walk(place + "/" + child.getKey(), child.getValue(), key, found);
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            walk(place + "/" + i, node.get(i), key, found);
        }
    }

    private static JsonNode file() {
        try {
            return new YAMLMapper()
                    .readTree(ContractFileTest.class.getClassLoader().getResourceAsStream(Contract.RESOURCE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
