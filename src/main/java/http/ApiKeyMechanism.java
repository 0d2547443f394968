package http;

import failures.Kind;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Reads the key from {@code Authorization: Bearer <key>} and answers calls without a valid one. The body of the request
 * is not read before.
 */
@Singleton
public class ApiKeyMechanism implements HttpAuthenticationMechanism {

    /** RFC 6750, section 2.1. */
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/-]+=*) *");

    private static final String WWW_AUTHENTICATE = "WWW-Authenticate";

    /** The key under which a request stores the reason why its key could not be checked. */
    private static final String UNCHECKED = ApiKeyMechanism.class.getName() + ".unchecked";

    private static final SecurityIdentity WITHOUT_KEY = Identities.withoutKey();

    private final KeyRequirement requirement;

    @Inject
    ApiKeyMechanism(KeyRequirement requirement) {
        this.requirement = requirement;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        List<String> headers = request.request().headers().getAll(HttpHeaders.AUTHORIZATION);
        if (headers.isEmpty()) {
            return requirement.isRequired()
                    ? Uni.createFrom().nullItem()
                    : Uni.createFrom().item(WITHOUT_KEY);
        }
        Matcher bearer = BEARER.matcher(headers.get(0));
        if (headers.size() > 1 || !bearer.matches()) {
            return Uni.createFrom().failure(new AuthenticationFailedException("No bearer token"));
        }
        return providers
                .authenticate(new TokenAuthenticationRequest(new TokenCredential(bearer.group(1), "bearer")))
                .onFailure(UncheckedKeyException.class)
                .recoverWithItem(failure -> {
                    // Anonymous for now: AccessPolicy rejects the call, and the challenge names the reason.
                    request.put(UNCHECKED, failure);
                    return null;
                });
    }

    /** Answers a call without an identity. */
    @Override
    public Uni<Boolean> sendChallenge(RoutingContext request) {
        if (request.get(UNCHECKED) instanceof UncheckedKeyException unchecked) {
            ProblemAnswers.answer(request, unchecked.problem());
        } else {
            refuse(request);
        }
        return Uni.createFrom().item(true);
    }

    /** Answers a call with a missing or invalid key. */
    static void refuse(RoutingContext request) {
        boolean given = request.request().headers().contains(HttpHeaders.AUTHORIZATION);
        request.response().putHeader(WWW_AUTHENTICATE, challenge(given));
        ProblemAnswers.answer(
                request,
                Problem.of(
                        Kind.UNAUTHORIZED,
                        given
                                ? "The key in the Authorization header is unknown or has been revoked."
                                : "This call needs a key: Authorization: Bearer <key>."));
    }

    /** RFC 6750, section 3: the error is reported only if the caller sent credentials. */
    private static String challenge(boolean given) {
        return given
                ? "Bearer realm=\"creative-service\", error=\"invalid_token\""
                : "Bearer realm=\"creative-service\"";
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().item(new ChallengeData(Kind.UNAUTHORIZED.status(), WWW_AUTHENTICATE, challenge(false)));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(TokenAuthenticationRequest.class);
    }
}
