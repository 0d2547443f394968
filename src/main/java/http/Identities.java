package http;

import clients.KeyScope;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.auth.User;

/** Between what a key reaches and the identity that Quarkus knows its call by. */
final class Identities {

    /** The role of a key that reaches everything. */
    static final String ADMIN = "admin";

    /** The role of a key of one client. */
    static final String CLIENT = "client";

    private static final String SCOPE = "keyScope";

    private Identities() {}

    /**
     * The identity of a call.
     *
     * @param name of its key, for logs
     */
    static SecurityIdentity of(String name, KeyScope scope) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(name))
                .addRole(scope.isAdmin() ? ADMIN : CLIENT)
                .addAttribute(SCOPE, scope)
                .build();
    }

    /**
     * What the key of a call reaches.
     *
     * @throws IllegalStateException if the call came past the check of keys
     */
    static KeyScope scope(User user) {
        if (user instanceof QuarkusHttpUser checked
                && checked.getSecurityIdentity().getAttribute(SCOPE) instanceof KeyScope scope) {
            return scope;
        }
        throw new IllegalStateException("A call whose key was not checked");
    }
}
