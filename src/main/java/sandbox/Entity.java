package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Instant;

/** An object of the Graph, with its current values. */
class Entity {
    static final String STATUS = "status";
    static final String DELETED = "DELETED";
    static final String ARCHIVED = "ARCHIVED";

    private final ObjectKind kind;
    private final String id;
    private final String accountId;
    private final ObjectNode data;
    private final Instant created;
    private Instant updated;

    /** @param accountId bare digits of the ad account */
    Entity(ObjectKind kind, String id, String accountId, ObjectNode data, Instant created) {
        this.kind = kind;
        this.id = id;
        this.accountId = accountId;
        this.data = data;
        this.created = created;
        this.updated = created;
    }

    ObjectKind kind() {
        return kind;
    }

    String id() {
        return id;
    }

    String accountId() {
        return accountId;
    }

    ObjectNode data() {
        return data;
    }

    Instant updated() {
        return updated;
    }

    String text(String name) {
        return Json.text(data, name);
    }

    /** @return a number as text that grows with each object made; the id, where that is a number */
    String order() {
        return id;
    }

    void change(ObjectNode changes, Instant now) {
        data.setAll(changes);
        updated = now;
    }

    boolean deleted() {
        return DELETED.equals(text(STATUS));
    }

    boolean archived() {
        return ARCHIVED.equals(text(STATUS));
    }

    /** @return the object with id, account_id and times, as it is shown in the state and, selected, in reads */
    ObjectNode toJson() {
        ObjectNode json = Json.object().put("id", id).put("account_id", accountId);
        json.setAll(data.deepCopy());
        return json.put("created_time", GraphTime.format(created)).put("updated_time", GraphTime.format(updated));
    }
}
