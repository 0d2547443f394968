package http;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

import java.util.List;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Decides which calls need which key. Health, metrics, the contract and the sandbox are public. Calls that the contract
 * marks with {@code x-admin} need the administrator's key, all other calls need any valid key. Unknown paths are
 * denied.
 */
@Singleton
public class AccessPolicy implements HttpSecurityPolicy {

    private static final List<String> OPEN = List.of(
            "/q/health",
            "/q/metrics",
            "/docs",
            "/openapi",
            "/openapi.json",
            "/openapi.yaml",
            "/openapi.yml",
            "/problems",
            "/sandbox");

    private final Contract contract;

    @Inject
    AccessPolicy(Contract contract) {
        this.contract = contract;
    }

    @Override
    public Uni<CheckResult> checkPermission(
            RoutingContext request, Uni<SecurityIdentity> identity, AuthorizationRequestContext context) {
        if (isOpen(request.normalizedPath())) {
            return CheckResult.permit();
        }
        return identity.map(caller -> maySend(caller, request) ? CheckResult.PERMIT : CheckResult.DENY);
    }

    static boolean isOpen(String path) {
        return OPEN.stream().anyMatch(open -> path.equals(open) || path.startsWith(open + "/"));
    }

    private boolean maySend(SecurityIdentity caller, RoutingContext request) {
        return !caller.isAnonymous() && (caller.hasRole(Identities.ADMIN) || !isAdminOnly(request));
    }

    private boolean isAdminOnly(RoutingContext request) {
        return contract.resource(request.normalizedPath())
                .flatMap(resource ->
                        resource.operation(request.request().method().name()))
                .map(Operation::adminOnly)
                .orElse(false);
    }
}
