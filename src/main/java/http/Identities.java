package http;

import clients.KeyScope;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.auth.User;
import shares.ShareOwner;

/** Converts between the scope of a key and the security identity of Quarkus. */
final class Identities {

    /** The role of a key that may act for all clients. */
    static final String ADMIN = "admin";

    /** The role of a key of one client. */
    static final String CLIENT = "client";

    private static final String SCOPE = "keyScope";
    private static final String SHARE_OWNER = "shareOwner";

    private Identities() {}

    /**
     * @param name of its key, for logs
     */
    static SecurityIdentity of(String name, KeyScope scope) {
        return of(name, scope, scope.isAdmin() ? ShareOwner.ADMINISTRATOR : ShareOwner.client(scope.clientId()));
    }

    /** The identity of all calls where keys are not required. */
    static SecurityIdentity withoutKey() {
        return of("local", KeyScope.ADMIN, ShareOwner.EVERYBODY);
    }

    private static SecurityIdentity of(String name, KeyScope scope, ShareOwner owner) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(name))
                .addRole(scope.isAdmin() ? ADMIN : CLIENT)
                .addAttribute(SCOPE, scope)
                .addAttribute(SHARE_OWNER, owner)
                .build();
    }

    /**
     * Returns the scope of the key of a call.
     *
     * @throws IllegalStateException if the key was not checked
     */
    static KeyScope scope(User user) {
        return attribute(user, SCOPE, KeyScope.class);
    }

    /**
     * Returns the owner whose share a call uses.
     *
     * @throws IllegalStateException if the key was not checked
     */
    static ShareOwner shareOwner(User user) {
        return attribute(user, SHARE_OWNER, ShareOwner.class);
    }

    /** The id of the key of a client's call; null for the administrator's key, and where keys are not required. */
    static String keyId(User user) {
        return scope(user).isAdmin()
                ? null
                : ((QuarkusHttpUser) user).getSecurityIdentity().getPrincipal().getName();
    }

    private static <T> T attribute(User user, String name, Class<T> type) {
        if (user instanceof QuarkusHttpUser checked
                && type.isInstance(checked.getSecurityIdentity().getAttribute(name))) {
            return type.cast(checked.getSecurityIdentity().getAttribute(name));
        }
        throw new IllegalStateException("A call whose key was not checked");
    }
}
