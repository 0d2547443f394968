package clients;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An API key as its owner holds it: {@code cs_<key id>_<secret>}. The prefix is for people and for scanners that look
 * for leaked keys, the id finds the key's row, and the secret authenticates the owner.
 *
 * @param keyId 16 lower-case letters and digits
 * @param secret 256 random bits in base64url, 43 characters
 */
public record PlainKey(String keyId, String secret) {

    /**
     * Matches a key. The last of the 43 letters holds four bits, so only 16 letters are possible there; this alone
     * rejects three of four invented keys.
     */
    private static final Pattern PATTERN = Pattern.compile("cs_([a-z0-9]{16})_([A-Za-z0-9_-]{42}[AEIMQUYcgkosw048])");

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_LENGTH = 16;
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    public static PlainKey generate() {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return new PlainKey(
                id.toString(), Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** Parses a key; empty if the text is not one. */
    public static Optional<PlainKey> parse(String text) {
        Matcher key = PATTERN.matcher(text);
        return key.matches() ? Optional.of(new PlainKey(key.group(1), key.group(2))) : Optional.empty();
    }

    public String text() {
        return "cs_" + keyId + "_" + secret;
    }

    /**
     * The stored hash of the secret, in hexadecimal. A plain SHA-256 is sufficient: slow hashes protect passwords,
     * which can be guessed, but 2^256 secrets cannot be tried. The hash is computed on every call.
     */
    public String secretSha256() {
        return HexFormat.of().formatHex(sha256(secret));
    }

    public static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The key without its secret. */
    @Override
    public String toString() {
        return "cs_" + keyId + "_…";
    }
}
