package clients;

import java.util.Objects;

/**
 * The clients that a key may act for, one or all, and what it may do for them.
 *
 * @param clientId the client, or null for all
 * @param key the client's key; null for the administrator, and where calls need no key
 */
public record KeyScope(String clientId, ApiKey key) {

    /** All clients, and the operations that manage them. */
    public static final KeyScope ADMIN = new KeyScope(null, null);

    /** All scopes for one client. */
    public static KeyScope of(String clientId) {
        return new KeyScope(Objects.requireNonNull(clientId, "clientId"), null);
    }

    /** The client of a key, with its scopes. */
    public static KeyScope of(ApiKey key) {
        return new KeyScope(key.clientId(), key);
    }

    /** Returns true if the key may manage clients and keys. */
    public boolean isAdmin() {
        return clientId == null;
    }

    /** Returns true if the key may act for this client. */
    public boolean covers(String other) {
        return isAdmin() || clientId.equals(other);
    }

    /** Returns true if the key has this scope. */
    public boolean may(Scope scope) {
        return key == null || key.scopes().contains(scope);
    }

    /** The id of the client's key; null for the administrator. */
    public String keyId() {
        return key == null ? null : key.keyId();
    }
}
