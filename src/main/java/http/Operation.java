package http;

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
 * @param bodies the bodies it takes, one a media type; empty for a call without one
 * @param success the status of its success
 * @param produces the media types of its answers, problems among them; empty where a success has no body
 * @param adminOnly whether it is for the administrator alone
 * @param clientId where it says for which client it is made
 */
record Operation(
        String id,
        String method,
        List<Parameter> parameters,
        List<Body> bodies,
        int success,
        Set<String> produces,
        boolean adminOnly,
        ClientId clientId) {

    /** The body that a request has, once {@link #taking} has chosen it; the first of several before; empty without one. */
    Optional<Body> body() {
        return bodies.stream().findFirst();
    }

    /** The same call with the one body of this {@code Content-Type}; with none if it does not take such a body. */
    Operation taking(String contentType) {
        String mediaType = contentType == null ? "" : contentType.split(";", 2)[0].trim();
        List<Body> taken = bodies.stream()
                .filter(body -> body.mediaType().equalsIgnoreCase(mediaType))
                .toList();
        return new Operation(id, method, parameters, taken, success, produces, adminOnly, clientId);
    }

    /** The media types of its bodies, for people. */
    String takes() {
        return bodies.stream().map(Body::mediaType).collect(Collectors.joining(" or "));
    }

    /** Where a call says for which client it is made. A key of one client fills in what is left out. */
    enum ClientId {
        /** For none, or for that of the object in the path. */
        NOWHERE,
        /** In the path. */
        PATH,
        /** In the query; a key of all clients must name one. */
        QUERY,
        /** In the query, or for all that the key reaches. */
        QUERY_FILTER,
        /** In the body; a key of all clients must name one. */
        BODY
    }

    /**
     * A parameter outside the body.
     *
     * @param name its name as sent
     * @param in {@code path}, {@code query} or {@code header}
     * @param required whether a call without it is refused
     * @param defaultValue what holds where it is absent, or null
     * @param schema what its text must be
     */
    record Parameter(String name, String in, boolean required, String defaultValue, ContractSchema schema) {}

    /**
     * A request body.
     *
     * @param mediaType its media type
     * @param schema what the body must be; for a form, with every field as text and every file as an empty text
     * @param omissions which of its fields may be left out
     * @param fields the names of the form's fields; empty for JSON
     * @param structured the form's fields that hold JSON, and how each is written; empty for JSON
     * @param files the limit in bytes of each of the form's files, by field; empty for JSON
     * @param maxBytes the limit of the whole body
     */
    record Body(
            String mediaType,
            ContractSchema schema,
            Omissions omissions,
            Set<String> fields,
            Map<String, Structure> structured,
            Map<String, Long> files,
            long maxBytes) {

        /** How a field of a form holds JSON. */
        enum Structure {
            /** An object. */
            OBJECT,
            /** A list: one JSON array, or the field repeated, once for each entry. */
            LIST,
            /** An object where the text begins with a brace, else a text. */
            OBJECT_OR_TEXT
        }

        /** The limit of what a form holds besides its files; of a JSON body as a whole. */
        long maxTextBytes() {
            return maxBytes - files.values().stream().mapToLong(Long::longValue).sum();
        }

        /** Adds what is wrong with a body: with its texts, and by the contract. */
        void check(JsonNode value, Faults faults) {
            TextRules.check(value, faults);
            schema.check(value, faults);
        }

        /** Whether it is a form with files rather than JSON. */
        boolean isMultipart() {
            return mediaType.startsWith("multipart/");
        }
    }
}
