package campaigns;

import com.fasterxml.jackson.databind.JsonNode;
import graph.MetaTime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares a value of a request with what Meta returns for it. Meta writes numbers as texts and times in its own form, and
 * returns lists of plain values in any order.
 */
final class SameValue {

    private SameValue() {}

    /** Whether Meta has all that is asked for; what Meta adds to objects does not count. */
    static boolean is(JsonNode asked, JsonNode present) {
        return is(asked, present, false);
    }

    /** Whether Meta has what is asked for and nothing else. */
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
