package sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * One page of an edge: {@code limit} (25) entries behind the cursor {@code after}, or before the cursor {@code before}.
 * The cursors name objects, so a page stays where it is when newer objects are made. {@code after} is on the last page
 * too; only {@code next} is absent.
 */
final class Page {
    private static final int DEFAULT_LIMIT = 25;
    private static final int MAX_LIMIT = 5000;
    private static final String BEFORE = "before";
    private static final String AFTER = "after";
    private static final Set<String> PAGING = Set.of("limit", BEFORE, AFTER);

    private Page() {}

    /**
     * @param newestFirst all entries of the edge
     * @param show an entry as it is answered
     */
    static ObjectNode of(IncomingCall request, List<Entity> newestFirst, Function<Entity, ObjectNode> show) {
        int limit = limit(request.params());
        String before = request.params().text(BEFORE).orElse("");
        int end = before.isEmpty() ? newestFirst.size() : position(newestFirst, before, false);
        int from = before.isEmpty() ? start(request.params(), newestFirst) : Math.max(0, end - limit);
        int to = Math.min(end, from + limit);

        ObjectNode page = Json.object();
        ArrayNode data = page.putArray("data");
        newestFirst.subList(from, to).forEach(entity -> data.add(show.apply(entity)));
        if (from < to) {
            ObjectNode paging = page.putObject("paging");
            String first = cursor(newestFirst.get(from));
            String last = cursor(newestFirst.get(to - 1));
            paging.putObject("cursors").put(BEFORE, first).put(AFTER, last);
            if (to < newestFirst.size()) {
                paging.put("next", link(request, limit, AFTER, last));
            }
            if (from > 0) {
                paging.put("previous", link(request, limit, BEFORE, first));
            }
        }
        String summary = request.params().text("summary").orElse("");
        if (summary.contains("total_count") || summary.equals("true") || summary.equals("1")) {
            page.putObject("summary").put("total_count", newestFirst.size());
        }
        return page;
    }

    static int limit(Params params) {
        if (!params.has("limit")) {
            return DEFAULT_LIMIT;
        }
        long limit = params.integer("limit");
        if (limit < 1) {
            throw Refusal.parameter("Param limit must be greater than 0");
        }
        return (int) Math.min(limit, MAX_LIMIT);
    }

    private static int start(Params params, List<Entity> entities) {
        String after = params.text(AFTER).orElse("");
        return after.isEmpty() ? 0 : position(entities, after, true);
    }

    /** @return index of the entry that the cursor names, or of the one behind it */
    private static int position(List<Entity> entities, String cursor, boolean behind) {
        long id = id(cursor);
        int at = 0;
        while (at < entities.size()) {
            long order = Long.parseLong(entities.get(at).order());
            if (order < id || order == id && !behind) {
                break;
            }
            at++;
        }
        return at;
    }

    private static String cursor(Entity entity) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(entity.order().getBytes(StandardCharsets.US_ASCII));
    }

    private static long id(String cursor) {
        try {
            return Long.parseLong(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw Refusal.parameter("Invalid cursors values");
        }
    }

    static String link(IncomingCall request, int limit, String direction, String cursor) {
        StringBuilder url = new StringBuilder(request.root())
                .append('/')
                .append(request.version())
                .append('/')
                .append(String.join("/", request.path()))
                .append("?limit=")
                .append(limit);
        for (String name : request.params().names()) {
            if (!PAGING.contains(name)) {
                append(url, name, request.params().text(name).orElse(""));
            }
        }
        append(url, direction, cursor);
        if (request.tokenInQuery()) {
            request.token().ifPresent(token -> append(url, "access_token", token));
        }
        return url.toString();
    }

    private static void append(StringBuilder url, String name, String value) {
        url.append('&')
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
}
