package clients;

import java.util.Objects;

/**
 * What a key may act for: all clients, or one.
 *
 * @param clientId the client, or null for all
 */
public record KeyScope(String clientId) {

    /** All clients, and the operations that manage them. */
    public static final KeyScope ADMIN = new KeyScope(null);

    public static KeyScope of(String clientId) {
        return new KeyScope(Objects.requireNonNull(clientId, "clientId"));
    }

    /** Returns true if the key may manage clients and keys. */
    public boolean isAdmin() {
        return clientId == null;
    }

    /** Returns true if the key may act for this client. */
    public boolean covers(String other) {
        return isAdmin() || clientId.equals(other);
    }
}
