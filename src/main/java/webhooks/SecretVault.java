package webhooks;

import clients.TokenUnavailableException;
import clients.Tokens;
import io.quarkus.runtime.Startup;
import settings.InvalidSettingException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
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
    private static final String SEALED = "aes256gcm:";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Optional<SecretKeySpec> key;
    private final SecureRandom random = new SecureRandom();

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
        if (key.isEmpty()) {
            return secret;
        }
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, secret.getBytes(StandardCharsets.UTF_8), clientId);
        byte[] all = ByteBuffer.allocate(nonce.length + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
        return SEALED + Base64.getEncoder().encodeToString(all);
    }

    /**
     * Decrypts a client's stored secret.
     *
     * @throws SealedSecret if it was encrypted with another key, or no key is set
     */
    String open(String stored, String clientId) {
        if (!stored.startsWith(SEALED)) {
            return stored;
        }
        ByteBuffer all = ByteBuffer.wrap(Base64.getDecoder().decode(stored.substring(SEALED.length())));
        byte[] nonce = new byte[NONCE_BYTES];
        all.get(nonce);
        byte[] sealed = new byte[all.remaining()];
        all.get(sealed);
        return new String(run(Cipher.DECRYPT_MODE, nonce, sealed, clientId), StandardCharsets.UTF_8);
    }

    private byte[] run(int mode, byte[] nonce, byte[] text, String clientId) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(
                    mode,
                    key.orElseThrow(() -> new SealedSecret("No key is set: set " + PROPERTY + ".", null)),
                    new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(clientId.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new SealedSecret("It is encrypted with another key than that of " + PROPERTY + ".", e);
        }
    }
}
