package shares;

import java.util.Objects;

/**
 * Whom a limited place is counted for.
 *
 * @param kind decides what may be taken
 * @param clientId the client, or null for all other kinds
 */
public record ShareOwner(Kind kind, String clientId) {

    /** What kinds of callers there are. */
    public enum Kind {
        /** A client, by any of its keys: may take its share. */
        CLIENT,
        /** The administrator's key: has places of its own, and a share like a client. */
        ADMINISTRATOR,
        /** All callers together, where nobody has a key: may take everything. */
        EVERYBODY
    }

    /** The administrator's key. */
    public static final ShareOwner ADMINISTRATOR = new ShareOwner(Kind.ADMINISTRATOR, null);

    /** All callers together, where calls need no key. */
    public static final ShareOwner EVERYBODY = new ShareOwner(Kind.EVERYBODY, null);

    /** A client. */
    public static ShareOwner client(String clientId) {
        return new ShareOwner(Kind.CLIENT, Objects.requireNonNull(clientId, "clientId"));
    }
}
