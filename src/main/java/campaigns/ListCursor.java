package campaigns;

import calls.ApiCall;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.Kind;
import failures.Rejected;
import graph.GraphRequest;

import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The requested page of one of Meta's lists. The cursor for callers contains Meta's cursor and the filter of the first
 * page, so that the filter need not be repeated and cannot change.
 *
 * @param filter the filtering parameters by name
 * @param after Meta's cursor of the previous page; null for the first page
 * @param size maximum number of entries
 */
record ListCursor(Map<String, String> filter, String after, int size) {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String CURSOR = "cursor";
    private static final String OPERATION = "operation";
    private static final String ACCOUNT = "account";
    private static final String OBJECT = "object";
    private static final String FILTER = "filter";
    private static final String AFTER = "after";

    /**
     * The page that a call requests.
     *
     * @param filters the names of the filtering parameters
     * @throws Rejected if the cursor is not of this list, or its filter differs from the call's
     */
    static ListCursor of(ApiCall call, String... filters) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String name : filters) {
            if (call.parameter(name) != null) {
                given.put(name, call.parameter(name));
            }
        }
        int size = Integer.parseInt(call.parameter("limit"));
        if (call.parameter(CURSOR) == null) {
            return new ListCursor(given, null, size);
        }
        JsonNode cursor = decode(call.parameter(CURSOR));
        if (!cursor.path(AFTER).isTextual()
                || !cursor.path(OPERATION).asText().equals(call.operation())
                || !cursor.path(ACCOUNT).asText().equals(call.account().adAccountId())
                || !cursor.path(OBJECT).asText("").equals(call.objectId() == null ? "" : call.objectId())) {
            throw invalid();
        }
        Map<String, String> filter = new LinkedHashMap<>();
        for (String name : filters) {
            if (cursor.path(FILTER).has(name)) {
                filter.put(name, cursor.path(FILTER).get(name).asText());
            }
        }
        given.forEach((name, value) -> {
            if (!value.equals(filter.get(name))) {
                throw Rejected.field(
                        Kind.INVALID_REQUEST,
                        name,
                        "'" + name + "' differs from the previous page. Omit it, or start again without cursor.");
            }
        });
        return new ListCursor(filter, cursor.path(AFTER).asText(), size);
    }

    private static JsonNode decode(String text) {
        try {
            return MAPPER.readTree(Base64.getUrlDecoder().decode(text));
        } catch (IOException | IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static Rejected invalid() {
        return Rejected.field(
                Kind.INVALID_REQUEST, CURSOR, "'cursor' is not a cursor of this list. Send next_cursor unchanged.");
    }

    /** Requests the page. */
    GraphRequest request(ApiCall call, String path, Map<String, Object> parameters) {
        Map<String, Object> all = new LinkedHashMap<>(parameters);
        all.put("limit", size);
        if (after != null) {
            all.put(AFTER, after);
        }
        return GraphRequest.list(call.account(), path, all);
    }

    /** The cursor of the next page in Meta's answer, or null. Only a missing {@code next} ends a list. */
    String next(ApiCall call) {
        JsonNode paging = call.answer().path("paging");
        String end = paging.path("cursors").path(AFTER).asText(null);
        if (!paging.has("next") || end == null) {
            return null;
        }
        ObjectNode cursor = MAPPER.createObjectNode()
                .put(OPERATION, call.operation())
                .put(ACCOUNT, call.account().adAccountId())
                .put(OBJECT, call.objectId() == null ? "" : call.objectId())
                .put(AFTER, end);
        filter.forEach(cursor.putObject(FILTER)::put);
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(MAPPER.writeValueAsBytes(cursor));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
