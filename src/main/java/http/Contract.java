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
 * The API's contract, an OpenAPI file that the service also serves. It is the only source of what the HTTP packages
 * know about calls.
 *
 * <p>It is read on first use: at the start of a process with the role {@code api}, hardly ever in others.
 */
@ApplicationScoped
public class Contract {

    /** The class path name of the contract's file. */
    public static final String RESOURCE = "openapi/creative-service.yaml";

    /** The key under which a request's context keeps its {@link Match}. */
    private static final String MATCH = Contract.class.getName() + ".match";

    private final String basePath;
    private final Map<PathTemplate, Map<String, Operation>> operations;

    @Inject
    Contract(ApiLimits limits) {
        ContractReader reader = new ContractReader(RESOURCE, limits);
        this.basePath = reader.basePath();
        this.operations = fewestParametersFirst(reader.operations());
    }

    /** The common prefix of all calls, such as {@code /v1}. */
    public String basePath() {
        return basePath;
    }

    public Set<String> headerParameters() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        operations.values().stream()
                .flatMap(byMethod -> byMethod.values().stream())
                .flatMap(operation -> operation.parameters().stream())
                .filter(parameter -> "header".equals(parameter.in()))
                .forEach(parameter -> names.add(parameter.name()));
        return names;
    }

    List<Operation> operations() {
        return operations.values().stream()
                .flatMap(byMethod -> byMethod.values().stream())
                .toList();
    }

    /**
     * Finds the resource of a path: empty if the contract has no such path or an id in it is malformed. The result is
     * kept with the request, so a request is matched only once.
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

    /** The resource of the request in progress, kept with it. */
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
     * A path of the contract, matched.
     *
     * @param template the path with its parameters' names, such as {@code /v1/jobs/{job_id}}
     * @param operations its calls, by method
     * @param pathParameters the decoded values in the path
     */
    record Resource(String template, Map<String, Operation> operations, Map<String, String> pathParameters) {

        /** The call of this method, if the path has it. */
        Optional<Operation> operation(String method) {
            return Optional.ofNullable(operations.get(method));
        }

        /** The methods of this path, for an {@code Allow} header. */
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
