package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Whom an ad set is shown to. Meta docs, "Ad Account Adsets", "Version 26.0" and "Error Codes". */
final class Targeting {
    private static final String BLAMED = "targeting";
    private static final int OLDEST = 65;
    private static final int YOUNGEST = 13;
    private static final Set<String> GENDERS = Rule.words("1 2");

    private Targeting() {}

    /** Checks, and drops what Meta drops silently. */
    static void check(ObjectNode targeting) {
        checkLocation(targeting.path("geo_locations"));
        checkAdvantage(targeting);
        checkAge(targeting);
        checkValues(targeting, "genders", GENDERS);
        Placements.checkValues(targeting, BLAMED);
        Placements.checkTogether(targeting, BLAMED);
    }

    private static void checkLocation(JsonNode locations) {
        boolean somewhere = locations.properties().stream()
                .filter(places -> !places.getKey().equals("location_types"))
                .anyMatch(places ->
                        places.getValue().isArray() && !places.getValue().isEmpty());
        if (!somewhere) {
            throw Refusal.invalid(
                    1885364, "Location Required", "Please add at least one location to your audience.", BLAMED);
        }
        Set<String> countries = Set.copyOf(texts(locations.path("countries")).toList());
        for (JsonNode city : locations.path("cities")) {
            if (countries.contains(city.path("country").asText())) {
                throw Refusal.invalid(
                        1487756,
                        "Some of your locations overlap",
                        "A city cannot be targeted together with the country it lies in.",
                        BLAMED);
            }
        }
    }

    private static void checkAdvantage(ObjectNode targeting) {
        JsonNode flag = targeting.path("targeting_automation").path("advantage_audience");
        boolean on = flag.asText().equals("1");
        if (!on && !flag.asText().equals("0")) {
            throw Refusal.invalid(
                    1870227,
                    "Advantage audience flag required",
                    "To create your ad set, you need to enable or disable the Advantage audience feature. This can be"
                            + " done by setting the advantage_audience flag to either 1 or 0 within the"
                            + " targeting_automation field in the targeting spec.",
                    BLAMED);
        }
        if (on && targeting.has("age_max") && targeting.get("age_max").asInt() < OLDEST) {
            throw Refusal.invalid(
                    1870189,
                    "Age can't be limited with Advantage audience",
                    "With Advantage audience on, age_max cannot be lower than 65.",
                    BLAMED);
        }
    }

    private static void checkAge(ObjectNode targeting) {
        int min = targeting.path("age_min").asInt(YOUNGEST);
        int max = targeting.path("age_max").asInt(OLDEST);
        if (min < YOUNGEST || max > OLDEST || min > max) {
            throw Refusal.parameter("age_min and age_max must be between 13 and 65")
                    .blame(BLAMED);
        }
    }

    private static void checkValues(ObjectNode targeting, String name, Set<String> allowed) {
        texts(targeting.path(name))
                .filter(value -> !allowed.contains(value))
                .findFirst()
                .ifPresent(value -> {
                    throw Refusal.parameter(
                                    "Param targeting[" + name + "] must be one of {" + String.join(", ", allowed) + "}")
                            .blame(BLAMED);
                });
    }

    private static Stream<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText);
    }
}
