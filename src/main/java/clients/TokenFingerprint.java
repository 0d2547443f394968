package clients;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Recognises a rejected token without storing it: a random salt and the first 32 bits of HMAC-SHA256 under it, {@code
 * <salt>:<bits>} in hexadecimal.
 *
 * <p>A dump of the database reveals nothing about the token. A guessed token cannot be confirmed, because one in four
 * billion wrong tokens matches too; nor does the dump show that two clients share a token seen by two processes. With
 * the same small probability a new token is mistaken for the rejected one; setting the client again resolves that.
 */
public final class TokenFingerprint {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SALT_BYTES = 16;
    private static final int KEPT_BYTES = 4;
    private static final HexFormat HEX = HexFormat.of();

    private static final byte[] SALT_OF_PROCESS = new byte[SALT_BYTES];

    static {
        new SecureRandom().nextBytes(SALT_OF_PROCESS);
    }

    private TokenFingerprint() {}

    /** The fingerprint of a token, under this process's salt. */
    public static String of(String token) {
        return of(token, SALT_OF_PROCESS);
    }

    /** Returns true if a fingerprint, from any process, matches the token. A malformed one matches none. */
    public static boolean matches(String fingerprint, String token) {
        int colon = fingerprint.indexOf(':');
        if (colon != 2 * SALT_BYTES) {
            return false;
        }
        byte[] salt;
        try {
            salt = HEX.parseHex(fingerprint.substring(0, colon));
        } catch (IllegalArgumentException e) {
            return false;
        }
        return MessageDigest.isEqual(
                fingerprint.getBytes(StandardCharsets.US_ASCII), of(token, salt).getBytes(StandardCharsets.US_ASCII));
    }

    private static String of(String token, byte[] salt) {
        byte[] mac = hmacSha256(salt, token);
        return HEX.formatHex(salt) + ":" + HEX.formatHex(Arrays.copyOf(mac, KEPT_BYTES));
    }

    static byte[] hmacSha256(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }
}
