package clients;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts texts for storage: AES-256-GCM, bound to the owner of the text. */
public final class SealedText {

    private static final String MARK = "aes256gcm:";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private SealedText() {}

    /** Returns true if a stored text is encrypted. */
    public static boolean isSealed(String stored) {
        return stored.startsWith(MARK);
    }

    /**
     * Encrypts a text.
     *
     * @param owner the owner, such as a client's id; the text can only be decrypted for the same owner
     */
    public static String seal(SecretKeySpec key, String text, String owner) throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, key, nonce, text.getBytes(StandardCharsets.UTF_8), owner);
        byte[] all = ByteBuffer.allocate(nonce.length + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
        return MARK + Base64.getEncoder().encodeToString(all);
    }

    /**
     * Decrypts a text.
     *
     * @throws GeneralSecurityException if it was encrypted under another key, or for another owner
     */
    public static String open(SecretKeySpec key, String stored, String owner) throws GeneralSecurityException {
        ByteBuffer all = ByteBuffer.wrap(Base64.getDecoder().decode(stored.substring(MARK.length())));
        byte[] nonce = new byte[NONCE_BYTES];
        all.get(nonce);
        byte[] sealed = new byte[all.remaining()];
        all.get(sealed);
        return new String(run(Cipher.DECRYPT_MODE, key, nonce, sealed, owner), StandardCharsets.UTF_8);
    }

    private static byte[] run(int mode, SecretKeySpec key, byte[] nonce, byte[] text, String owner)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
        return cipher.doFinal(text);
    }
}
