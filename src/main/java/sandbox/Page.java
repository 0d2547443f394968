package sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/**
 * One page of an edge: {@code limit} (25) entries behind the cursor {@code after}. The cursors name objects, so a page
 * stays where it is when newer objects are made. {@code after} is on the last page too; only {@code next} is absent.
 */
final class Page {
    private static final int DEFAULT_LIMIT = 25;
    private static final int MAX_LIMIT = 5000;

    private Page() {}

    /**
     * @param newestFirst all entries of the edge
     * @param show an entry as it is answered
     */
    static ObjectNode of(GraphRequest request, List<Entity> newestFirst, Function<Entity, ObjectNode> show) {
        int limit = limit(request.params());
        int from = start(request.params(), newestFirst);
        int to = Math.min(newestFirst.size(), from + limit);

        ObjectNode page = Json.object();
        ArrayNode data = page.putArray("data");
        newestFirst.subList(from, to).forEach(entity -> data.add(show.apply(entity)));
        if (from < to) {
            ObjectNode paging = page.putObject("paging");
            String after = cursor(newestFirst.get(to - 1));
            paging.putObject("cursors")
                    .put("before", cursor(newestFirst.get(from)))
                    .put("after", after);
            if (to < newestFirst.size()) {
                paging.put("next", next(request, limit, after));
            }
        }
        String summary = request.params().text("summary").orElse("");
        if (summary.contains("total_count") || summary.equals("true") || summary.equals("1")) {
            page.putObject("summary").put("total_count", newestFirst.size());
        }
        return page;
    }

    private static int limit(Params params) {
        if (!params.has("limit")) {
            return DEFAULT_LIMIT;
        }
        long limit = params.integer("limit");
        if (limit < 1) {
            throw GraphError.parameter("Param limit must be greater than 0");
        }
        return (int) Math.min(limit, MAX_LIMIT);
    }

    private static int start(Params params, List<Entity> entities) {
        String after = params.text("after").orElse("");
        if (after.isEmpty()) {
            return 0;
        }
        long id = id(after);
        int from = 0;
        while (from < entities.size() && Long.parseLong(entities.get(from).order()) >= id) {
            from++;
        }
        return from;
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
            throw GraphError.parameter("Invalid cursor for param after");
        }
    }

    private static String next(GraphRequest request, int limit, String after) {
        StringBuilder url = new StringBuilder(request.root())
                .append('/')
                .append(request.version())
                .append('/')
                .append(String.join("/", request.path()))
                .append("?limit=")
                .append(limit);
        for (String name : request.params().names()) {
            if (!name.equals("limit") && !name.equals("after")) {
                append(url, name, request.params().text(name).orElse(""));
            }
        }
        append(url, "after", after);
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
