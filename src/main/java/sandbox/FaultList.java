package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults in force, in the order they were posted. */
final class FaultList {
    private final Clock clock;
    private final List<Fault> faults = new ArrayList<>();

    FaultList(Clock clock) {
        this.clock = clock;
    }

    /** Appends a list of faults; none of them where one is wrong. */
    void append(JsonNode list) {
        if (list == null || !list.isArray()) {
            throw new IllegalArgumentException("faults must be a JSON list");
        }
        List<Fault> parsed = new ArrayList<>();
        list.forEach(json -> parsed.add(Fault.parse(json, clock.millis())));
        faults.addAll(parsed);
    }

    void clear() {
        faults.clear();
    }

    /** @return the first fault that applies to this call, counted */
    Optional<Fault> take(String method, String path, String uploadPhase, String name) {
        long now = clock.millis();
        faults.removeIf(fault -> fault.over(now));
        return faults.stream()
                .filter(fault -> fault.meets(method, path, uploadPhase, name) && fault.apply())
                .findFirst();
    }

    ArrayNode toJson() {
        long now = clock.millis();
        ArrayNode json = Json.array();
        faults.stream().filter(fault -> !fault.over(now)).forEach(fault -> json.add(fault.toJson(now)));
        return json;
    }
}
