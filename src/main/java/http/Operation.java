package http;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One call of the contract.
 *
 * @param id the {@code operationId}
 * @param method the HTTP method, in capitals
 * @param parameters path, query and header parameters
 * @param body the body it asks for; empty for a call without one
 * @param success the status of its success
 * @param produces the media types of its answers, problems among them; empty where a success has no body
 * @param adminOnly whether it is for the administrator alone
 * @param clientId where it says for which client it is made
 */
record Operation(
        String id,
        String method,
        List<Parameter> parameters,
        Optional<Body> body,
        int success,
        Set<String> produces,
        boolean adminOnly,
        ClientId clientId) {

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
     * @param mediaType the one media type accepted
     * @param schema what the body must be; for a form, with every field as text and every file as an empty text
     * @param omissions which of its fields may be left out
     * @param fields the names of the form's fields; empty for JSON
     * @param files the limit in bytes of each of the form's files, by field; empty for JSON
     * @param maxBytes the limit of the whole body
     */
    record Body(
            String mediaType,
            ContractSchema schema,
            Omissions omissions,
            Set<String> fields,
            Map<String, Long> files,
            long maxBytes) {

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
