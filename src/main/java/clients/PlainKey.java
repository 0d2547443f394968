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
 * for leaked keys, the id finds the key's row, the secret proves that it is the owner's.
 *
 * @param keyId 16 lower-case letters and digits
 * @param secret 256 random bits in base64url, 43 characters
 */
public record PlainKey(String keyId, String secret) {

    /**
     * A key, wherever it stands. The last of 43 letters holds four bits, so that only 16 letters are possible there: of
     * invented keys three in four are refused by this alone.
     */
    private static final Pattern PATTERN = Pattern.compile("cs_([a-z0-9]{16})_([A-Za-z0-9_-]{42}[AEIMQUYcgkosw048])");

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_LENGTH = 16;
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new key. */
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

    /** The key in a text; empty if it is none. */
    public static Optional<PlainKey> parse(String text) {
        Matcher key = PATTERN.matcher(text);
        return key.matches() ? Optional.of(new PlainKey(key.group(1), key.group(2))) : Optional.empty();
    }

    /** The key as its owner sends it. */
    public String text() {
        return "cs_" + keyId + "_" + secret;
    }

    /**
     * What is stored of the secret, in hexadecimal. A plain SHA-256 is enough, and a slow hash would be none the safer:
     * those are for passwords, which can be guessed. Nobody tries 2^256 secrets, and every call has to compute it.
     */
    public String secretSha256() {
        return HexFormat.of().formatHex(sha256(secret));
    }

    /** SHA-256 of a text. */
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
