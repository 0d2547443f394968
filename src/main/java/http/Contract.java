package http;

import com.fasterxml.jackson.databind.node.TextNode;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * The API's contract, an OpenAPI file that the service also serves to its callers. Read once; whatever the
 * HTTP side knows of calls, it knows from here.
 *
 * <p>Read when it is first asked, which the API does at its start and a process without it hardly ever.
 */
@ApplicationScoped
public class Contract {

    /** The class path name of the contract's file. */
    public static final String RESOURCE = "openapi/creative-service.yaml";

    /** The key under which a request's context keeps what its path stands for. */
    private static final String MATCH = Contract.class.getName() + ".match";

    private final String basePath;
    private final Map<PathTemplate, Map<String, Operation>> operations;

    @Inject
    Contract(ApiLimits limits) {
        ContractReader reader = new ContractReader(RESOURCE, limits);
        this.basePath = reader.basePath();
        this.operations = fewestParametersFirst(reader.operations());
    }

    /** The path under which all calls stand, such as {@code /v1}. */
    public String basePath() {
        return basePath;
    }

    /** The names of all header parameters. */
    public Set<String> headerParameters() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        operations.values().stream()
                .flatMap(byMethod -> byMethod.values().stream())
                .flatMap(operation -> operation.parameters().stream())
                .filter(parameter -> "header".equals(parameter.in()))
                .forEach(parameter -> names.add(parameter.name()));
        return names;
    }

    /** All calls. */
    List<Operation> operations() {
        return operations.values().stream()
                .flatMap(byMethod -> byMethod.values().stream())
                .toList();
    }

    /**
     * What a path stands for: empty where the contract has no such path, or where an id in it is malformed, so that
     * nothing can be there. A request is matched once, however many ask.
     *
     * @param path the path of a request with the base path, escapes undecoded
     */
    Optional<Resource> resource(String path) {
        Context request = Vertx.currentContext();
        if (request == null) {
            return match(path);
        }
        Match known = request.getLocal(MATCH);
        if (known == null || !known.path().equals(path)) {
            known = new Match(path, match(path));
            request.putLocal(MATCH, known);
        }
        return known.resource();
    }

    /** What the path of the request in progress stands for, kept with it. */
    private record Match(String path, Optional<Resource> resource) {}

    private Optional<Resource> match(String path) {
        if (!path.startsWith(basePath + "/")) {
            return Optional.empty();
        }
        String rest = path.substring(basePath.length());
        for (var entry : operations.entrySet()) {
            Optional<Map<String, String>> values = entry.getKey().match(rest);
            if (values.isPresent()) {
                Resource resource = new Resource(basePath + entry.getKey().text(), entry.getValue(), values.get());
                return resource.hasWellFormedIds() ? Optional.of(resource) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Map<PathTemplate, Map<String, Operation>> fewestParametersFirst(
            Map<PathTemplate, Map<String, Operation>> operations) {
        Map<PathTemplate, Map<String, Operation>> sorted = new LinkedHashMap<>();
        operations.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> entry.getKey().parameterCount()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    /**
     * What a path stands for.
     *
     * @param template the path with its parameters' names, such as {@code /v1/jobs/{job_id}}
     * @param operations the calls it knows, by method
     * @param pathParameters the decoded values in the path
     */
    record Resource(String template, Map<String, Operation> operations, Map<String, String> pathParameters) {

        /** The call of this method; empty where the path does not know it. */
        Optional<Operation> operation(String method) {
            return Optional.ofNullable(operations.get(method));
        }

        /** The methods of this path, as an {@code Allow} header has them. */
        String allow() {
            return String.join(", ", new TreeSet<>(operations.keySet()));
        }

        private boolean hasWellFormedIds() {
            return operations.values().stream()
                    .flatMap(operation -> operation.parameters().stream())
                    .filter(parameter -> "path".equals(parameter.in()))
                    .allMatch(parameter -> parameter
                            .schema()
                            .violations(TextNode.valueOf(pathParameters.get(parameter.name())))
                            .isEmpty());
        }
    }
}
