package http;

import clients.Scope;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.oas.OpenApi30;
import com.networknt.schema.regex.RegularExpression;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the contract's file into {@link Operation}s. The whole file is one schema resource, so references between
 * schemas work as written; each operation keeps the schemas it needs.
 */
final class ContractReader {

    /** Marks calls that only the administrator may make. */
    private static final String ADMIN = "x-admin";

    /**
     * Marks a {@code client_id} that is filled in from a client's key. Keys of several clients must name it where it is
     * "required".
     */
    private static final String FROM_KEY = "x-from-key";

    /** The scope that a key needs for a call. */
    private static final String SCOPE = "x-scope";

    /** The scopes that a key needs for some values, by their place in the body. */
    private static final String SCOPE_WHEN = "x-scope-when";

    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");

    private static final int NO_CONTENT = 204;

    private final ApiLimits limits;
    private final JsonNode root;
    private final JsonSchema jsonSchemas;
    private final JsonSchema textSchemas;

    /**
     * @param resource the class path name of the file
     * @param limits the sizes that the file refers to by {@code x-limit}
     */
    ContractReader(String resource, ApiLimits limits) {
        this.limits = limits;
        this.root = load(resource);
        JsonMetaSchema dialect = JsonMetaSchema.builder(OpenApi30.getInstance())
                .keywords(ReportingKeyword.all())
                .keyword(new UniqueItems())
                .keyword(new UnknownFields())
                .keyword(new Alternatives())
                .formatKeywordFactory(ReportingKeyword::formats)
                .format(new DateTimeFormat())
                .format(WebAddress.uri())
                .format(WebAddress.metaUrl())
                .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
                .build();
        JsonSchemaFactory factory = JsonSchemaFactory.builder()
                .defaultMetaSchemaIri(dialect.getIri())
                .metaSchema(dialect)
                .build();
        SchemaLocation location = SchemaLocation.of("classpath:" + resource);
        this.jsonSchemas = factory.getSchema(location, root, config(false));
        this.textSchemas = factory.getSchema(location, root, config(true));
    }

    /** The common prefix of all paths, such as {@code /v1}. */
    String basePath() {
        return root.at("/servers/0/url").asText();
    }

    Map<PathTemplate, Map<String, Operation>> operations() {
        Map<PathTemplate, Map<String, Operation>> byPath = new LinkedHashMap<>();
        Place paths = new Place(root, "").child("paths");
        paths.value().fieldNames().forEachRemaining(template -> {
            Place path = paths.child(template);
            Map<String, Operation> byMethod = new LinkedHashMap<>();
            for (String method : METHODS) {
                if (path.value().has(method)) {
                    byMethod.put(method.toUpperCase(Locale.ROOT), operation(method, path.child(method)));
                }
            }
            byPath.put(PathTemplate.parse(template), byMethod);
        });
        return byPath;
    }

    private Operation operation(String method, Place place) {
        List<Operation.Parameter> parameters = new ArrayList<>();
        Place list = place.child("parameters");
        for (int i = 0; i < list.value().size(); i++) {
            parameters.add(parameter(list.child(String.valueOf(i))));
        }
        Place requestBody = place.child("requestBody");
        boolean required = requestBody.value().path("required").asBoolean();
        Place contents = requestBody.child("content");
        List<Operation.Body> bodies = new ArrayList<>();
        contents.value().fieldNames().forEachRemaining(mediaType -> bodies.add(body(mediaType, contents, required)));
        Set<String> produces = new LinkedHashSet<>();
        Place responses = place.child("responses");
        int success = success(responses.value());
        responses.value().fieldNames().forEachRemaining(status -> responses
                .child(status)
                .child("content")
                .value()
                .fieldNames()
                .forEachRemaining(produces::add));
        return new Operation(
                place.value().path("operationId").asText(),
                method.toUpperCase(Locale.ROOT),
                List.copyOf(parameters),
                List.copyOf(bodies),
                success,
                success == NO_CONTENT ? Set.of() : Set.copyOf(produces),
                place.value().path(ADMIN).asBoolean(),
                scope(place),
                scopesOfValues(place),
                clientId(place));
    }

    /** An operation that does not say which scope it needs would be open to every key. */
    private static Scope scope(Place operation) {
        JsonNode scope = operation.value().path(SCOPE);
        if (!scope.isTextual()) {
            throw new IllegalStateException("The contract has an operation without " + SCOPE + ": "
                    + operation.value().path("operationId").asText());
        }
        return Scope.named(scope.asText());
    }

    private static List<Operation.ScopeOfValue> scopesOfValues(Place operation) {
        List<Operation.ScopeOfValue> scopes = new ArrayList<>();
        operation.value().path(SCOPE_WHEN).properties().forEach(place -> place.getValue()
                .properties()
                .forEach(value -> scopes.add(new Operation.ScopeOfValue(
                        place.getKey(),
                        value.getKey(),
                        Scope.named(value.getValue().asText())))));
        return List.copyOf(scopes);
    }

    /**
     * The status of a success. A dry run and an ended event stream have other success statuses, which are skipped here.
     */
    private static int success(JsonNode responses) {
        return responses.properties().stream()
                .map(Map.Entry::getKey)
                .filter(status -> status.startsWith("2"))
                .map(Integer::valueOf)
                .max(Comparator.comparing((Integer status) -> status != NO_CONTENT)
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    private static Operation.ClientId clientId(Place place) {
        Place list = place.child("parameters");
        for (int i = 0; i < list.value().size(); i++) {
            JsonNode parameter = list.child(String.valueOf(i)).value();
            if (!"client_id".equals(parameter.path("name").asText())) {
                continue;
            }
            if ("path".equals(parameter.path("in").asText())) {
                return Operation.ClientId.PATH;
            }
            return "required".equals(parameter.path(FROM_KEY).asText())
                    ? Operation.ClientId.QUERY
                    : Operation.ClientId.QUERY_FILTER;
        }
        Place content = place.child("requestBody").child("content");
        for (Map.Entry<String, JsonNode> mediaType : content.value().properties()) {
            Place property = content.child(mediaType.getKey())
                    .child("schema")
                    .child("properties")
                    .child("client_id");
            if (property.value().has(FROM_KEY)) {
                return Operation.ClientId.BODY;
            }
            if (!property.value().isMissingNode() && !place.value().path(ADMIN).asBoolean()) {
                // Without the mark, any key could act for any client.
                throw new IllegalStateException("The contract has a client_id without " + FROM_KEY + ": "
                        + place.value().path("operationId").asText());
            }
        }
        return Operation.ClientId.NOWHERE;
    }

    private Operation.Parameter parameter(Place place) {
        Place schema = place.child("schema");
        return new Operation.Parameter(
                place.value().path("name").asText(),
                place.value().path("in").asText(),
                place.value().path("required").asBoolean(),
                schema.value().path("default").asText(null),
                schema.of(textSchemas));
    }

    private Operation.Body body(String mediaType, Place contents, boolean required) {
        Place schema = contents.child(mediaType).child("schema");
        boolean form = mediaType.startsWith("multipart/");
        Set<String> fields = new LinkedHashSet<>();
        Map<String, Operation.Body.Structure> structured = new LinkedHashMap<>();
        Map<String, Long> files = new LinkedHashMap<>();
        if (!form) {
            parts(schema)
                    .forEach(part ->
                            part.child("properties").value().fieldNames().forEachRemaining(fields::add));
        } else {
            Place properties = schema.child("properties");
            properties.value().fieldNames().forEachRemaining(name -> {
                fields.add(name);
                JsonNode property = properties.child(name).value();
                if ("binary".equals(property.path("format").asText())) {
                    files.put(name, limits.of(property.path("x-limit").asText()));
                }
                structure(properties.child(name)).ifPresent(structure -> structured.put(name, structure));
            });
        }
        String limit = contents.child(mediaType).value().path("x-limit").asText(null);
        long maxBytes = (limit == null ? limits.json().asLongValue() : limits.of(limit))
                + files.values().stream().mapToLong(Long::longValue).sum();
        return new Operation.Body(
                mediaType,
                schema.of(form ? textSchemas : jsonSchemas),
                omissions(schema),
                Set.copyOf(fields),
                Map.copyOf(structured),
                Map.copyOf(files),
                maxBytes,
                required);
    }

    /** How a form field holds JSON; empty for a text field. */
    private static Optional<Operation.Body.Structure> structure(Place property) {
        Set<String> types = new LinkedHashSet<>();
        parts(property).forEach(part -> types.add(part.value().path("type").asText("")));
        Place alternatives = property.child("anyOf");
        for (int i = 0; i < alternatives.value().size(); i++) {
            types.add(alternatives.child(String.valueOf(i)).value().path("type").asText(""));
        }
        if (types.contains("array")) {
            return Optional.of(Operation.Body.Structure.LIST);
        }
        if (!types.contains("object")) {
            return Optional.empty();
        }
        return Optional.of(
                types.contains("string") ? Operation.Body.Structure.OBJECT_OR_TEXT : Operation.Body.Structure.OBJECT);
    }

    private Omissions omissions(Place schema) {
        Set<String> optional = new LinkedHashSet<>();
        Set<String> nullable = new LinkedHashSet<>();
        Map<String, Omissions> children = new LinkedHashMap<>();
        for (Place part : parts(schema)) {
            Place properties = part.child("properties");
            properties.value().fieldNames().forEachRemaining(name -> {
                Place property = properties.child(name);
                optional.add(name);
                if (property.value().path("nullable").asBoolean()) {
                    nullable.add(name);
                }
                Omissions below = omissions(property);
                if (!below.isEmpty()) {
                    children.put(name, below);
                }
            });
        }
        for (Place part : parts(schema)) {
            part.value().path("required").forEach(name -> optional.remove(name.asText()));
        }
        Omissions items = schema.value().has("items") ? omissions(schema.child("items")) : Omissions.NONE;
        return new Omissions(optional, nullable, children, items);
    }

    private static List<Place> parts(Place schema) {
        List<Place> parts = new ArrayList<>(List.of(schema));
        Place all = schema.child("allOf");
        for (int i = 0; i < all.value().size(); i++) {
            parts.addAll(parts(all.child(String.valueOf(i))));
        }
        return parts;
    }

    /**
     * @param text whether all values are text (form fields, parameters): then {@code 5} also counts as a number
     */
    private static SchemaValidatorsConfig config(boolean text) {
        return SchemaValidatorsConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .formatAssertionsEnabled(true)
                .typeLoose(text)
                .locale(Locale.ENGLISH)
                .regularExpressionFactory(ContractReader::regularExpression)
                .build();
    }

    /**
     * ECMA-262 semantics, as JSON Schema requires: {@code $} matches only at the very end. In Java it also matches
     * before a final line break.
     */
    private static RegularExpression regularExpression(String regex) {
        Pattern pattern = Pattern.compile(regex.endsWith("$") ? regex.substring(0, regex.length() - 1) + "\\z" : regex);
        return value -> pattern.matcher(value).find();
    }

    private static JsonNode load(String resource) {
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The contract is not on the class path: " + resource);
            }
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("The contract cannot be read: " + resource, e);
        }
    }

    /** A location in the file; references are followed when a child is read. */
    private final class Place {

        private final JsonNode value;
        private final String pointer;

        Place(JsonNode value, String pointer) {
            String reference = value.path("$ref").asText(null);
            this.pointer = reference == null ? pointer : reference.substring(1);
            this.value = reference == null ? value : root.at(this.pointer);
        }

        JsonNode value() {
            return value;
        }

        Place child(String name) {
            JsonNode child = value.isArray() ? value.path(Integer.parseInt(name)) : value.path(name);
            return new Place(child, pointer + "/" + Pointer.escape(name));
        }

        ContractSchema of(JsonSchema schemas) {
            JsonSchema schema = schemas.getRefSchema(SchemaLocation.Fragment.of(pointer));
            schema.initializeValidators();
            return new ContractSchema(schema);
        }
    }
}
