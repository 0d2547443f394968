package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Set;

/**
 * What campaigns, ad sets, ads and creatives have in common: a table of rules, labels, {@code validate_only}, and a
 * status that ends in DELETED. Meta docs, "Manage Your Ad Object's Status".
 */
abstract class LabelledNodes extends ObjectKind {
    static final String NAME = "name";
    static final String ADLABELS = "adlabels";
    static final String CREATE_STATUS = "ACTIVE PAUSED";
    static final String UPDATE_STATUS = "ACTIVE PAUSED ARCHIVED DELETED";

    static final String DAILY_BUDGET = "daily_budget";
    static final String LIFETIME_BUDGET = "lifetime_budget";

    private static final Set<String> ALLOWED_WHEN_ARCHIVED = Set.of(NAME, Entity.STATUS);

    private final Store store;
    private final LabelNodes labels;

    LabelledNodes(Store store, LabelNodes labels) {
        this.store = store;
        this.labels = labels;
    }

    Store store() {
        return store;
    }

    abstract Rules createRules();

    abstract Rules updateRules();

    /** Checks what the table cannot express, and fills in defaults. */
    abstract void checkCreate(ObjectNode values, String accountId);

    /** @param merged the object as it would be after the update */
    abstract void checkUpdate(ObjectNode changes, ObjectNode merged, Entity entity);

    /** Adds the values that Meta computes when the object is made. */
    void complete(ObjectNode values, String accountId) {}

    @Override
    ObjectNode create(IncomingCall request, String accountId) {
        ObjectNode values = createRules().forCreate(request.params());
        boolean validateOnly = ExecutionOptions.validateOnly(request.params());
        labels.check(values);
        checkCreate(values, accountId);
        if (validateOnly) {
            return Json.success();
        }
        return Json.object().put("id", make(values, accountId).id());
    }

    void checkLabels(ObjectNode values) {
        labels.check(values);
    }

    Entity make(ObjectNode values, String accountId) {
        labels.attach(values, accountId);
        complete(values, accountId);
        Entity entity = new Entity(this, store.newId(), accountId, values, store.now());
        store.add(entity);
        return entity;
    }

    @Override
    ObjectNode update(IncomingCall request, Entity entity) {
        ObjectNode changes = updateRules().forUpdate(request.params());
        boolean validateOnly = ExecutionOptions.validateOnly(request.params());
        checkAlive(entity, changes);
        labels.check(changes);
        ObjectNode merged = entity.data().deepCopy();
        merged.setAll(changes);
        checkUpdate(changes, merged, entity);
        if (!validateOnly) {
            labels.attach(changes, entity.accountId());
            changed(entity, changes);
            entity.change(changes, store.now());
        }
        return Json.success();
    }

    /** Called when an object is changed, before it is. */
    void changed(Entity entity, ObjectNode changes) {}

    @Override
    ObjectNode delete(IncomingCall request, Entity entity) {
        entity.change(Json.object().put(Entity.STATUS, Entity.DELETED), store.now());
        return Json.success();
    }

    /** @return the parent that a new object names; it must be of the same account and not deleted */
    Entity parent(ObjectKind kind, String accountId, ObjectNode values, String field) {
        String id = values.path(field).asText();
        Entity parent = store.find(kind, accountId, id)
                .orElseThrow(() -> Refusal.unknownObject("GET", id).blame(field));
        if (parent.deleted() || parent.archived()) {
            throw ended(parent).blame(field);
        }
        return parent;
    }

    private static void checkAlive(Entity entity, ObjectNode changes) {
        boolean onlyNameOrDelete = changes.properties().stream()
                .allMatch(change -> ALLOWED_WHEN_ARCHIVED.contains(change.getKey())
                        && (!change.getKey().equals(Entity.STATUS)
                                || change.getValue().asText().equals(Entity.DELETED)));
        if (entity.deleted() || (entity.archived() && !onlyNameOrDelete)) {
            throw ended(entity);
        }
    }

    private static Refusal ended(Entity entity) {
        return entity.deleted()
                ? Refusal.invalid(
                        1487056,
                        "Object Is Deleted",
                        "The object " + entity.id() + " is deleted and cannot be used or edited any more.")
                : Refusal.invalid(
                        1885088,
                        "Object Is Archived",
                        "The object " + entity.id() + " is archived. It can only be renamed or deleted.");
    }

    static boolean amountGiven(ObjectNode values, String field) {
        return Json.filled(values, field);
    }

    /** A budget has a minimum, and there is one or the other. */
    static void checkBudgets(ObjectNode values) {
        for (String budget : Set.of(DAILY_BUDGET, LIFETIME_BUDGET)) {
            if (amountGiven(values, budget) && values.get(budget).asLong() < AccountNode.MINIMUM_BUDGET) {
                throw Refusal.invalid(
                        1885272, "Budget is too low", "The budget must be greater than the minimum amount.", budget);
            }
        }
        if (amountGiven(values, DAILY_BUDGET) && amountGiven(values, LIFETIME_BUDGET)) {
            throw Refusal.parameter("Only one of daily_budget and lifetime_budget can be set")
                    .blame(DAILY_BUDGET, LIFETIME_BUDGET);
        }
    }

    static boolean hasBudget(ObjectNode values) {
        return amountGiven(values, DAILY_BUDGET) || amountGiven(values, LIFETIME_BUDGET);
    }
}
