package clients;

import java.util.Objects;

/**
 * What the key of a call reaches: everything, or what belongs to one client.
 *
 * @param clientId the client, or null for everything
 */
public record KeyScope(String clientId) {

    /** All clients, and the calls that manage them. */
    public static final KeyScope ADMIN = new KeyScope(null);

    /** What belongs to this client. */
    public static KeyScope of(String clientId) {
        return new KeyScope(Objects.requireNonNull(clientId, "clientId"));
    }

    /** Whether clients and keys may be managed. */
    public boolean isAdmin() {
        return clientId == null;
    }

    /** Whether calls may be made for this client. */
    public boolean covers(String other) {
        return isAdmin() || clientId.equals(other);
    }
}
