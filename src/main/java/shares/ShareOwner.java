package shares;

import java.util.Objects;

/**
 * Whose share a slot counts against.
 *
 * @param kind determines the limits
 * @param clientId the client, or null for all other kinds
 */
public record ShareOwner(Kind kind, String clientId) {

    /** The kinds of callers. */
    public enum Kind {
        /** A client, with any of its keys: limited to its share. */
        CLIENT,
        /** The administrator's key: has slots of its own, and a share like a client. */
        ADMINISTRATOR,
        /** All callers together, where keys are not required: only limited by the total. */
        EVERYBODY
    }

    /** The administrator's key. */
    public static final ShareOwner ADMINISTRATOR = new ShareOwner(Kind.ADMINISTRATOR, null);

    /** All callers together, where keys are not required. */
    public static final ShareOwner EVERYBODY = new ShareOwner(Kind.EVERYBODY, null);

    public static ShareOwner client(String clientId) {
        return new ShareOwner(Kind.CLIENT, Objects.requireNonNull(clientId, "clientId"));
    }
}
