package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Ad labels. An unknown name in an object creates the label; names are unique in an account. At most
 * 50 an object and 100,000 an account (Meta docs, "Ad Labels").
 */
final class LabelNodes extends ObjectKind {
    private static final int MOST_ON_AN_OBJECT = 50;
    private static final int MOST_IN_AN_ACCOUNT = 100_000;

    private final Store store;
    private final Map<String, Map<String, Entity>> byAccountAndName = new HashMap<>();

    LabelNodes(Store store) {
        this.store = store;
    }

    @Override
    String edge() {
        return "adlabels";
    }

    @Override
    String nodeType() {
        return "AdLabel";
    }

    /** Checks the {@code adlabels} of an object: a list of {@code {"name"}} or {@code {"id"}}. */
    void check(ObjectNode values) {
        JsonNode given = values.path(LabelledNodes.ADLABELS);
        if (given.size() > MOST_ON_AN_OBJECT) {
            throw Refusal.parameter("An object can have at most 50 labels").blame(LabelledNodes.ADLABELS);
        }
        for (JsonNode label : given) {
            if (!Json.filled(label, "name") && !Json.filled(label, "id")) {
                throw Refusal.parameter("Each of adlabels must have a name or an id")
                        .blame(LabelledNodes.ADLABELS);
            }
        }
    }

    /** Replaces the given labels by the existing or newly made ones. */
    void attach(ObjectNode values, String accountId) {
        if (!values.has(LabelledNodes.ADLABELS)) {
            return;
        }
        ArrayNode attached = Json.array();
        for (JsonNode given : values.get(LabelledNodes.ADLABELS)) {
            Entity label = Json.filled(given, "id")
                    ? known(accountId, given.get("id").asText())
                    : named(accountId, given.get("name").asText());
            attached.addObject().put("id", label.id()).put("name", label.text("name"));
        }
        values.set(LabelledNodes.ADLABELS, attached);
    }

    private Entity known(String accountId, String id) {
        return store.find(this, accountId, id)
                .filter(label -> !label.deleted())
                .orElseThrow(() -> Refusal.unknownObject("GET", id).blame(LabelledNodes.ADLABELS));
    }

    private Entity named(String accountId, String name) {
        Map<String, Entity> labels = byAccountAndName.computeIfAbsent(accountId, a -> new HashMap<>());
        Entity known = labels.get(name);
        if (known != null && !known.deleted()) {
            return known;
        }
        if (labels.size() >= MOST_IN_AN_ACCOUNT) {
            throw Refusal.parameter("The account has reached its limit of 100,000 labels");
        }
        Entity label = new Entity(this, store.newId(), accountId, Json.object().put("name", name), store.now());
        store.add(label);
        labels.put(name, label);
        return label;
    }

    @Override
    ObjectNode create(IncomingCall request, String accountId) {
        String name =
                request.params().text("name").filter(n -> !n.isBlank()).orElseThrow(() -> Refusal.missing("name"));
        if (ExecutionOptions.validateOnly(request.params())) {
            return Json.success();
        }
        return Json.object().put("id", named(accountId, name).id());
    }

    @Override
    ObjectNode update(IncomingCall request, Entity label) {
        request.params().text("name").filter(n -> !n.isBlank()).ifPresent(name -> {
            Map<String, Entity> labels = byAccountAndName.get(label.accountId());
            labels.remove(label.text("name"));
            labels.put(name, label);
            label.change(Json.object().put("name", name), store.now());
        });
        return Json.success();
    }

    @Override
    ObjectNode delete(IncomingCall request, Entity label) {
        byAccountAndName.get(label.accountId()).remove(label.text("name"));
        label.change(Json.object().put(Entity.STATUS, Entity.DELETED), store.now());
        return Json.success();
    }

    @Override
    ObjectNode view(IncomingCall request, Entity label) {
        ObjectNode view = label.toJson();
        view.putObject("account").put("id", "act_" + label.accountId()).put("account_id", label.accountId());
        return view;
    }

    @Override
    Set<String> fields() {
        return FieldNames.AD_LABEL;
    }
}
