package http;

import calls.ApiCall;
import com.fasterxml.jackson.databind.node.TextNode;
import failures.FieldError;
import failures.Kind;
import http.ContractSchema.Violation;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads the parameters of a call and checks them against the contract. */
final class ParameterReader {

    /**
     * Maximum number of query parameters. The decoder silently drops parameters beyond its own limit, so that is one
     * higher.
     */
    private static final int MAX_QUERY_PARAMETERS = 100;

    /**
     * Headers that change the meaning of a call: a call whose contract does not list them rejects them instead of
     * ignoring them.
     */
    private static final List<String> KNOWN_HEADERS = List.of(ApiCall.IDEMPOTENCY_KEY);

    private final Operation operation;
    private final List<FieldError> errors;
    private final Map<String, String> values = new LinkedHashMap<>();

    /**
     * @param errors receives the errors
     */
    ParameterReader(Operation operation, List<FieldError> errors) {
        this.operation = operation;
        this.errors = errors;
    }

    /**
     * Reads the parameters by name, with defaults filled in.
     *
     * @param path the decoded values in the path
     * @param query the query as sent, or null
     */
    Map<String, String> read(Map<String, String> path, String query, MultiMap headers) {
        values.putAll(path);
        readQuery(query);
        readHeaders(headers);
        for (Operation.Parameter parameter : operation.parameters()) {
            String value = values.get(parameter.name());
            if (value != null) {
                check(parameter, value);
            } else if (parameter.required()) {
                errors.add(FieldError.ofField(parameter.name(), "is required"));
            } else if (parameter.defaultValue() != null) {
                values.put(parameter.name(), parameter.defaultValue());
            }
        }
        return values;
    }

    private void readQuery(String query) {
        Map<String, List<String>> sent;
        try {
            sent = query == null
                    ? Map.of()
                    : new QueryStringDecoder(query, StandardCharsets.UTF_8, false, MAX_QUERY_PARAMETERS + 1, true)
                            .parameters();
        } catch (IllegalArgumentException malformedEscape) {
            throw ProblemException.of(Kind.INVALID_REQUEST, "The query has a malformed escape.");
        }
        if (sent.values().stream().mapToInt(List::size).sum() > MAX_QUERY_PARAMETERS) {
            throw ProblemException.of(Kind.INVALID_REQUEST, "The query has too many parameters.");
        }
        sent.forEach((name, texts) -> {
            if (parameters("query").noneMatch(parameter -> parameter.name().equals(name))) {
                errors.add(FieldError.ofField(name, "unknown parameter"));
            } else if (texts.size() > 1) {
                errors.add(FieldError.ofField(name, "is given more than once"));
            } else {
                values.put(name, texts.get(0));
            }
        });
    }

    private void readHeaders(MultiMap headers) {
        parameters("header").forEach(parameter -> {
            List<String> texts = headers.getAll(parameter.name());
            if (texts.size() > 1) {
                errors.add(FieldError.ofField(parameter.name(), "is given more than once"));
            } else if (!texts.isEmpty()) {
                values.put(parameter.name(), texts.get(0));
            }
        });
        for (String name : KNOWN_HEADERS) {
            if (headers.contains(name)
                    && parameters("header")
                            .noneMatch(parameter -> parameter.name().equalsIgnoreCase(name))) {
                errors.add(FieldError.ofField(name, "is not supported by this call"));
            }
        }
    }

    private void check(Operation.Parameter parameter, String value) {
        TextNode text = TextNode.valueOf(value);
        Faults faults = new Faults();
        TextRules.check(text, faults);
        parameter.schema().check(text, faults);
        faults.list().stream()
                .map(Violation::detail)
                .findFirst()
                .ifPresent(detail -> errors.add(FieldError.ofField(parameter.name(), detail)));
    }

    private Stream<Operation.Parameter> parameters(String in) {
        return operation.parameters().stream()
                .filter(parameter -> parameter.in().equals(in));
    }
}
