package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/** The table of parameters that a call takes. Parameters outside the table are ignored, as the Graph API does. */
final class Rules {
    private final List<Rule> table;

    private Rules(List<Rule> table) {
        this.table = table;
    }

    static Rules of(Rule... table) {
        return new Rules(List.of(table));
    }

    /** @return a table with more rules behind these */
    Rules and(Rule... more) {
        List<Rule> all = new ArrayList<>(table);
        all.addAll(List.of(more));
        return new Rules(all);
    }

    List<String> names() {
        return table.stream().map(Rule::name).toList();
    }

    /** @return the values of a create; a Refusal for the first parameter that is missing or wrong */
    ObjectNode forCreate(Params params) {
        return read(params, true);
    }

    /** @return the values that an update gives */
    ObjectNode forUpdate(Params params) {
        return read(params, false);
    }

    private ObjectNode read(Params params, boolean complete) {
        ObjectNode values = Json.object();
        for (Rule rule : table) {
            if (params.has(rule.name())) {
                values.set(rule.name(), rule.read(params));
            } else if (complete && rule.required()) {
                throw Refusal.missing(rule.name());
            }
        }
        return values;
    }
}
