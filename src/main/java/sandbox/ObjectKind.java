package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Set;

/**
 * A kind of Graph object: its rules, its fields, and the edge of the ad account where it is created and listed.
 * Each operation throws a {@link Refusal} where Meta would refuse it.
 */
abstract class ObjectKind {
    /** @return name of the account's edge, such as {@code campaigns} */
    abstract String edge();

    /** @return name of the node type in error texts, such as {@code Campaign} */
    abstract String nodeType();

    /** @return names of the fields that can be asked for */
    abstract Set<String> fields();

    /** @return the fields that a read shows which asks for none */
    String defaultFields() {
        return "id";
    }

    /** Makes an object. @return the answer */
    abstract ObjectNode create(IncomingCall request, String accountId);

    /** Changes an object. @return the answer */
    abstract ObjectNode update(IncomingCall request, Entity entity);

    /** Deletes an object. @return the answer */
    abstract ObjectNode delete(IncomingCall request, Entity entity);

    /** Deletes an object that a parameter of a call to the account's edge names. @return the answer */
    ObjectNode deleteByParam(IncomingCall request, String accountId) {
        throw Refusal.unknownObject("DELETE", "act_" + accountId);
    }

    /** @return all that can be read of an object, before the fields asked for are chosen */
    abstract ObjectNode view(IncomingCall request, Entity entity);

    /** @return whether edges show the object, where the call asks for no particular status */
    boolean listed(IncomingCall request, Entity entity) {
        return !entity.deleted();
    }

    /** @return whether the object can still be read by its id */
    boolean readable(Entity entity) {
        return true;
    }

    /** @return the object as the control side shows it */
    ObjectNode state(Entity entity) {
        return entity.toJson();
    }
}
