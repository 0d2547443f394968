package webhooks;

import clients.SealedText;
import clients.TokenUnavailableException;
import clients.Tokens;
import io.quarkus.runtime.Startup;
import settings.InvalidSettingException;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Encrypts the secrets of webhooks, so that access to the database alone does not reveal them: AES-256-GCM, bound to
 * the client, with a key that is never stored. A secret stored without a key stays readable after a key is set.
 */
@Startup
@Singleton
public class SecretVault {

    private static final String PROPERTY = "creative.webhooks.encryption-key-ref";
    private static final int KEY_BYTES = 32;

    private final Optional<SecretKeySpec> key;

    /**
     * @throws InvalidSettingException if a key is configured but cannot be read
     */
    @Inject
    public SecretVault(WebhooksConfig config, Tokens tokens) {
        this.key = config.encryptionKeyRef().map(ref -> key(ref, tokens));
    }

    private static SecretKeySpec key(String ref, Tokens tokens) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(tokens.resolve(ref));
        } catch (TokenUnavailableException | IllegalArgumentException e) {
            throw new InvalidSettingException(PROPERTY + "=" + ref + " does not point to a key in base64.");
        }
        if (bytes.length != KEY_BYTES) {
            throw new InvalidSettingException(
                    PROPERTY + "=" + ref + " points to a key of " + bytes.length + " bytes; it must have 32.");
        }
        return new SecretKeySpec(bytes, "AES");
    }

    /** Encrypts a client's secret for storage. */
    String seal(String secret, String clientId) {
        try {
            return key.isEmpty() ? secret : SealedText.seal(key.get(), secret, clientId);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Decrypts a client's stored secret.
     *
     * @throws SealedSecret if it was encrypted with another key, or no key is set
     */
    String open(String stored, String clientId) {
        if (!SealedText.isSealed(stored)) {
            return stored;
        }
        SecretKeySpec present = key.orElseThrow(() -> new SealedSecret("No key is set: set " + PROPERTY + ".", null));
        try {
            return SealedText.open(present, stored, clientId);
        } catch (GeneralSecurityException e) {
            throw new SealedSecret("It is encrypted with another key than that of " + PROPERTY + ".", e);
        }
    }
}
