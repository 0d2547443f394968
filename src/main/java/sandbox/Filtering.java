package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The parameter {@code filtering} of an edge: {@code [{"field","operator","value"}]}, of which all must hold. Fields of
 * the objects' own may be prefixed with their kind ({@code ad.id}), those of a parent are ({@code campaign.id}).
 */
final class Filtering {
    private static final String NAME = "filtering";
    private static final Set<String> OPERATORS = Rule.words("""
            EQUAL NOT_EQUAL GREATER_THAN GREATER_THAN_OR_EQUAL LESS_THAN LESS_THAN_OR_EQUAL IN_RANGE NOT_IN_RANGE CONTAIN
            NOT_CONTAIN IN NOT_IN STARTS_WITH ANY ALL NONE
            """);

    private record Condition(String field, String operator, JsonNode value) {}

    private final List<Condition> conditions = new ArrayList<>();

    private Filtering() {}

    static Filtering of(Params params, ObjectKind kind) {
        Filtering filtering = new Filtering();
        if (!params.has(NAME)) {
            return filtering;
        }
        String prefix = kind.nodeType().toLowerCase(Locale.ROOT) + ".";
        for (JsonNode given : params.list(NAME)) {
            String field = given.path("field").asText();
            String own = field.startsWith(prefix) ? field.substring(prefix.length()) : field;
            String operator = given.path("operator").asText();
            if (!kind.fields().contains(own.split("\\.")[0])) {
                throw Refusal.parameter("Filtering field '" + field + "' is invalid")
                        .blame(NAME);
            }
            if (!OPERATORS.contains(operator) || !given.has("value")) {
                throw Refusal.parameter("Each of filtering needs an operator, one of {" + String.join(", ", OPERATORS)
                                + "}, and a value")
                        .blame(NAME);
            }
            if (own.equals("effective_status")
                    && Json.texts(list(given.get("value"))).contains(Entity.DELETED)) {
                throw Refusal.parameter("Deleted objects cannot be listed; read them by id")
                        .blame(NAME);
            }
            filtering.conditions.add(new Condition(own, operator, given.get("value")));
        }
        return filtering;
    }

    /** @return whether a call filters by effective status, so that archived objects are shown */
    static boolean byStatus(Params params) {
        return params.has(NAME)
                && StreamSupport.stream(params.list(NAME).spliterator(), false)
                        .anyMatch(given -> given.path("field").asText().endsWith("effective_status"));
    }

    boolean isEmpty() {
        return conditions.isEmpty();
    }

    /** @param view the object with all its fields */
    boolean admits(ObjectNode view) {
        return conditions.stream().allMatch(condition -> holds(condition, view));
    }

    private static boolean holds(Condition condition, ObjectNode view) {
        JsonNode found = view;
        for (String step : condition.field().split("\\.")) {
            found = found.path(step);
        }
        String text = found.isValueNode() ? found.asText() : "";
        JsonNode value = condition.value();
        Set<String> wanted = Json.texts(list(value));
        return switch (condition.operator()) {
            case "EQUAL" -> text.equals(value.asText());
            case "NOT_EQUAL" -> !text.equals(value.asText());
            case "CONTAIN" -> contains(text, value.asText());
            case "NOT_CONTAIN" -> !contains(text, value.asText());
            case "STARTS_WITH" -> text.startsWith(value.asText());
            case "IN", "ANY" -> wanted.contains(text) || members(found).anyMatch(wanted::contains);
            case "NOT_IN", "NONE" -> !wanted.contains(text) && members(found).noneMatch(wanted::contains);
            case "ALL" -> members(found).toList().containsAll(wanted);
            case "GREATER_THAN" -> compare(text, value.asText()) > 0;
            case "GREATER_THAN_OR_EQUAL" -> compare(text, value.asText()) >= 0;
            case "LESS_THAN" -> compare(text, value.asText()) < 0;
            case "LESS_THAN_OR_EQUAL" -> compare(text, value.asText()) <= 0;
            case "IN_RANGE" -> inRange(text, value);
            default -> !inRange(text, value);
        };
    }

    private static boolean contains(String text, String part) {
        return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    private static Stream<String> members(JsonNode found) {
        return StreamSupport.stream(found.spliterator(), false)
                .flatMap(member -> member.isObject()
                        ? Stream.of(
                                member.path("id").asText(), member.path("name").asText())
                        : Stream.of(member.asText()));
    }

    private static boolean inRange(String text, JsonNode range) {
        return compare(text, range.path(0).asText()) >= 0
                && compare(text, range.path(1).asText()) <= 0;
    }

    private static JsonNode list(JsonNode value) {
        return value.isArray() ? value : Json.array().add(value);
    }

    /** Compares numbers and times by their value. */
    private static int compare(String left, String right) {
        Optional<Double> a = number(left);
        Optional<Double> b = number(right);
        return a.isPresent() && b.isPresent() ? Double.compare(a.get(), b.get()) : left.compareTo(right);
    }

    private static Optional<Double> number(String text) {
        if (text.matches("-?\\d+(\\.\\d+)?")) {
            return Optional.of(Double.valueOf(text));
        }
        return GraphTime.parse(text).map(Instant::getEpochSecond).map(Long::doubleValue);
    }
}
