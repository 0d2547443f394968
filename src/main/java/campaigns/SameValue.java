package campaigns;

import com.fasterxml.jackson.databind.JsonNode;
import graph.MetaTime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares a value of a request with Meta's value. Meta returns numbers as texts, times in its own notation, and lists
 * of simple values in any order.
 */
final class SameValue {

    private SameValue() {}

    /** Returns true if Meta has the requested values; values that Meta adds to objects are ignored. */
    static boolean is(JsonNode asked, JsonNode present) {
        return is(asked, present, false);
    }

    /** Returns true if Meta has exactly the requested values. */
    static boolean isExactly(JsonNode asked, JsonNode present) {
        return is(asked, present, true);
    }

    private static boolean is(JsonNode asked, JsonNode present, boolean exactly) {
        if (isNothing(asked) || isNothing(present)) {
            return isNothing(asked) && isNothing(present);
        }
        if (asked.isObject() && present.isObject()) {
            return (!exactly || asked.size() == present.size())
                    && asked.properties().stream()
                            .allMatch(member -> is(member.getValue(), present.path(member.getKey()), exactly));
        }
        if (asked.isArray() && present.isArray()) {
            return isSameList(asked, present, exactly);
        }
        return asked.isValueNode()
                && present.isValueNode()
                && (asked.asText().equals(present.asText()) || isSameMoment(asked.asText(), present.asText()));
    }

    private static boolean isSameList(JsonNode asked, JsonNode present, boolean exactly) {
        if (asked.size() != present.size()) {
            return false;
        }
        List<JsonNode> objects = new ArrayList<>();
        Map<String, Integer> plain = new HashMap<>();
        asked.forEach(value -> {
            if (value.isContainerNode()) {
                objects.add(value);
            } else {
                plain.merge(value.asText(), 1, Integer::sum);
            }
        });
        int next = 0;
        for (JsonNode value : present) {
            if (value.isContainerNode()) {
                if (next == objects.size() || !is(objects.get(next++), value, exactly)) {
                    return false;
                }
            } else if (plain.merge(value.asText(), -1, Integer::sum) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSameMoment(String asked, String present) {
        Optional<?> moment = MetaTime.parseEither(asked).map(time -> time.toInstant());
        return moment.isPresent() && moment.equals(MetaTime.parseEither(present).map(time -> time.toInstant()));
    }

    private static boolean isNothing(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
