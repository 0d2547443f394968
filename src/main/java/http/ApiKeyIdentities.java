package http;

import clients.ApiKey;
import clients.ApiKeyCache;
import clients.KeyScope;
import clients.PlainKey;
import clients.Secrets;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.smallrye.mutiny.Uni;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.jboss.logging.Logger;

import java.security.MessageDigest;
import java.util.Optional;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Finds the owner of a key: the administrator, of whose key the process knows a hash, or a client, whose row is read by
 * {@link KeyLookups} and cached briefly.
 */
@Singleton
public class ApiKeyIdentities implements IdentityProvider<TokenAuthenticationRequest> {

    private static final Logger LOG = Logger.getLogger(ApiKeyIdentities.class);

    private static final SecurityIdentity ADMIN = Identities.of("admin", KeyScope.ADMIN);

    private final ApiKeyCache cache;
    private final KeyLookups lookups;
    private final ProducerTemplate camel;
    private final Optional<byte[]> adminSha256;

    @Inject
    ApiKeyIdentities(ApiKeyCache cache, KeyLookups lookups, ProducerTemplate camel, KeysConfig config) {
        this.cache = cache;
        this.lookups = lookups;
        this.camel = camel;
        config.adminKey().map(String::strip).ifPresent(Secrets::remember);
        this.adminSha256 = config.adminKey().map(String::strip).map(PlainKey::sha256);
    }

    @Override
    public Class<TokenAuthenticationRequest> getRequestType() {
        return TokenAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            TokenAuthenticationRequest request, AuthenticationRequestContext context) {
        String text = request.getToken().getToken();
        if (isAdmin(text)) {
            return Uni.createFrom().item(ADMIN);
        }
        Optional<PlainKey> key = PlainKey.parse(text);
        if (key.isEmpty()) {
            return Uni.createFrom().failure(unknown());
        }
        Optional<Optional<ApiKey>> row = cache.get(key.get().keyId());
        return row.isPresent()
                ? Uni.createFrom().item(() -> identity(row.get(), key.get()))
                : lookups.find(key.get().keyId()).map(found -> identity(found, key.get()));
    }

    /** Compares hashes, so the time it takes reveals nothing about the key, not even its length. */
    private boolean isAdmin(String text) {
        return adminSha256.isPresent() && MessageDigest.isEqual(adminSha256.get(), PlainKey.sha256(text));
    }

    private SecurityIdentity identity(Optional<ApiKey> row, PlainKey key) {
        ApiKey opened = row.filter(known -> known.isOpenedBy(key)).orElseThrow(ApiKeyIdentities::unknown);
        cache.becomesFamiliar(opened.keyId());
        if (cache.isUseToBeNoted(opened.keyId())) {
            noteUse(opened.keyId());
        }
        return Identities.of(opened.keyId(), KeyScope.of(opened));
    }

    /** Records the use in the background: no call waits for it or fails with it. */
    private void noteUse(String keyId) {
        try {
            camel.sendBody("seda:api-key-used?discardWhenFull=true&waitForTaskToComplete=Never", keyId);
        } catch (CamelExecutionException e) {
            LOG.debugf("The use of the key %s was not recorded: %s", keyId, e.getMessage());
        }
    }

    private static AuthenticationFailedException unknown() {
        return new AuthenticationFailedException("No such key");
    }
}
