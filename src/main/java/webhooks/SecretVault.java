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
 * Keeps the secrets of webhooks from those who read the database and not the processes' environment: AES-256-GCM, bound
 * to the client, under a key that is never stored. A secret that was stored without a key stays readable when one is set.
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
     * @throws InvalidSettingException if there is to be a key, and there is none
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
            throw new InvalidSettingException(PROPERTY + "=" + ref + " leads to no key in base64.");
        }
        if (bytes.length != KEY_BYTES) {
            throw new InvalidSettingException(
                    PROPERTY + "=" + ref + " leads to a key of " + bytes.length + " bytes; it must have 32.");
        }
        return new SecretKeySpec(bytes, "AES");
    }

    /** A client's secret as it is stored. */
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
     * A client's secret from what was stored.
     *
     * @throws SealedSecret if it was sealed under another key, or there is none
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
                    key.orElseThrow(() -> new SealedSecret("There is no key: set " + PROPERTY + ".", null)),
                    new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(clientId.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new SealedSecret("It is sealed with another key than " + PROPERTY + " leads to.", e);
        }
    }
}
