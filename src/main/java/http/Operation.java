package http;

import calls.ApiCall;
import clients.Scope;
import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One call of the contract.
 *
 * @param id the {@code operationId}
 * @param method the HTTP method, in capitals
 * @param parameters path, query and header parameters
 * @param bodies its bodies, one per media type; empty for a call without one
 * @param success the status of a success
 * @param produces the media types of its answers, problems included; empty where a success has no body
 * @param adminOnly whether only the administrator may make it
 * @param clientId where the call names its client
 */
record Operation(
        String id,
        String method,
        List<Parameter> parameters,
        List<Body> bodies,
        int success,
        Set<String> produces,
        boolean adminOnly,
        Scope scope,
        List<ScopeOfValue> scopesOfValues,
        ClientId clientId) {

    /**
     * What a key needs where the body has a value.
     *
     * @param pointer where in the body
     * @param value the value, such as {@code ACTIVE}
     */
    record ScopeOfValue(String pointer, String value, Scope scope) {}

    /** Returns true if it may create something: such a POST may have an Idempotency-Key. */
    boolean creates() {
        return method.equals("POST")
                && parameters.stream().anyMatch(parameter -> parameter.name().equals(ApiCall.IDEMPOTENCY_KEY));
    }

    /** The request body. Before {@link #taking} has chosen one of several, the first. */
    Optional<Body> body() {
        return bodies.stream().findFirst();
    }

    /** The same call with only the body of this {@code Content-Type}; without a body if it has no such one. */
    Operation taking(String contentType) {
        String mediaType = contentType == null ? "" : contentType.split(";", 2)[0].trim();
        List<Body> taken = bodies.stream()
                .filter(body -> body.mediaType().equalsIgnoreCase(mediaType))
                .toList();
        return new Operation(
                id, method, parameters, taken, success, produces, adminOnly, scope, scopesOfValues, clientId);
    }

    /** The same call for a request without a body. */
    Operation withoutBody() {
        return taking(null);
    }

    /** The media types of its bodies, for messages. */
    String takes() {
        return bodies.stream().map(Body::mediaType).collect(Collectors.joining(" or "));
    }

    /** Where a call names its client. A key of one client fills in what is omitted. */
    enum ClientId {
        /** Without a client, or with the client of the object in the path. */
        NOWHERE,
        /** In the path. */
        PATH,
        /** In the query; a key of several clients must name one. */
        QUERY,
        /** In the query; omitted, the call covers all clients of the key. */
        QUERY_FILTER,
        /** In the body; a key of several clients must name one. */
        BODY
    }

    /**
     * A parameter outside the body.
     *
     * @param name its name as sent
     * @param in {@code path}, {@code query} or {@code header}
     * @param required whether a call without it is rejected
     * @param defaultValue the value if it is absent, or null
     * @param schema the schema of its text
     */
    record Parameter(String name, String in, boolean required, String defaultValue, ContractSchema schema) {}

    /**
     * A request body.
     *
     * @param mediaType its media type
     * @param schema its schema; in a form every field is a text, every file an empty text
     * @param omissions its fields that may be omitted
     * @param fields the names of the form's fields, or of the members of the JSON object
     * @param structured the form's fields that hold JSON, and their notation; empty for JSON
     * @param files maximum size of each of the form's files in bytes, by field; empty for JSON
     * @param maxBytes maximum size of the whole body
     * @param required whether a call without a body is rejected
     */
    record Body(
            String mediaType,
            ContractSchema schema,
            Omissions omissions,
            Set<String> fields,
            Map<String, Structure> structured,
            Map<String, Long> files,
            long maxBytes,
            boolean required) {

        /** How a field of a form holds JSON. */
        enum Structure {
            /** An object. */
            OBJECT,
            /** A list: one JSON array, or the field repeated, once for each entry. */
            LIST,
            /** An object where the text begins with a brace, else a text. */
            OBJECT_OR_TEXT
        }

        /** Maximum size of a form without its files; of a whole JSON body. */
        long maxTextBytes() {
            return maxBytes - files.values().stream().mapToLong(Long::longValue).sum();
        }

        /** Adds the errors of a body: those of its texts, and violations of the contract. */
        void check(JsonNode value, Faults faults) {
            TextRules.check(value, faults);
            schema.check(value, faults);
        }

        /** Returns true for a form with files, false for JSON. */
        boolean isMultipart() {
            return mediaType.startsWith("multipart/");
        }
    }
}
