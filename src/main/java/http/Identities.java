package http;

import clients.KeyScope;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.auth.User;
import shares.ShareOwner;

/** Between what a key reaches and the identity that Quarkus knows its call by. */
final class Identities {

    /** The role of a key that reaches everything. */
    static final String ADMIN = "admin";

    /** The role of a key of one client. */
    static final String CLIENT = "client";

    private static final String SCOPE = "keyScope";
    private static final String SHARE_OWNER = "shareOwner";

    private Identities() {}

    /**
     * The identity of a call.
     *
     * @param name of its key, for logs
     */
    static SecurityIdentity of(String name, KeyScope scope) {
        return of(name, scope, scope.isAdmin() ? ShareOwner.ADMINISTRATOR : ShareOwner.client(scope.clientId()));
    }

    /** The identity of all calls where none needs a key. */
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
     * What the key of a call reaches.
     *
     * @throws IllegalStateException if the call came past the check of keys
     */
    static KeyScope scope(User user) {
        return attribute(user, SCOPE, KeyScope.class);
    }

    /**
     * Whose share a call uses.
     *
     * @throws IllegalStateException if the call came past the check of keys
     */
    static ShareOwner shareOwner(User user) {
        return attribute(user, SHARE_OWNER, ShareOwner.class);
    }

    /** The id of the key of a client's call; null for the administrator's key, and where calls need none. */
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
