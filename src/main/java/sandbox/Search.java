package sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code GET /search?type=&q=}: interests, places and languages for an audience. Names repeat the query, and ids are
 * computed from it. Meta docs, "Targeting Search".
 */
final class Search {
    /** How the results of a type are called. */
    private static final Map<String, String> NAMES = Map.of(
            "adinterest",
            "%s",
            "adinterestsuggestion",
            "%s and more",
            "adTargetingCategory",
            "Category %s",
            "adworkemployer",
            "%s Ltd",
            "adworkposition",
            "Head of %s",
            "adeducationschool",
            "%s University");

    private static final long IDS_FROM = 6_003_000_000_000L;
    private static final long IDS = 1_000_000_000L;
    private static final long SMALLEST_AUDIENCE = 1_000_000;

    private Search() {}

    static ObjectNode read(IncomingCall request) {
        Params params = request.params();
        String type = params.text("type").orElseThrow(() -> Refusal.missing("type"));
        String query = params.text("q")
                .or(() -> params.text("class"))
                .or(() -> params.text("interest_list"))
                .orElse("");
        ObjectNode answer = Json.object();
        ArrayNode data = answer.putArray("data");
        if (type.equals("adgeolocation")) {
            place(data, query, params.text("location_types"));
        } else if (type.equals("adlocale")) {
            data.addObject().put("key", 6).put("name", "English (US)");
        } else if (NAMES.containsKey(type)) {
            if (!query.isBlank()) {
                long size = SMALLEST_AUDIENCE + id(query) % SMALLEST_AUDIENCE;
                data.addObject()
                        .put("id", Long.toString(id(type + query)))
                        .put("name", NAMES.get(type).formatted(query))
                        .put("audience_size_lower_bound", size)
                        .put("audience_size_upper_bound", size + size / 5)
                        .put("type", type.equals("adTargetingCategory") ? query : "interests");
            }
        } else {
            throw Refusal.parameter(
                    "Param type must be one of {adgeolocation, adlocale, " + String.join(", ", NAMES.keySet()) + "}");
        }
        return answer;
    }

    private static void place(ArrayNode data, String query, Optional<String> types) {
        if (query.isBlank()) {
            return;
        }
        boolean country = query.length() == 2
                || types.filter(text -> !text.contains("city")).isPresent();
        ObjectNode place = data.addObject()
                .put("key", country ? query.toUpperCase(Locale.ROOT) : Long.toString(id(query) % 10_000_000))
                .put("name", query)
                .put("type", country ? "country" : "city")
                .put("country_code", country ? query.toUpperCase(Locale.ROOT) : "US");
        place.put("supports_region", true).put("supports_city", true);
    }

    private static long id(String text) {
        return IDS_FROM + Math.floorMod(text.hashCode() * 31L, IDS);
    }
}
