package graph;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The ad labels by which created objects are found again. An account holds 100,000 labels at most (Meta docs, "Ad
 * Label"), so they come from a small set, by hash of the intent's key: a label narrows the search down, and together
 * with name, parent and time it identifies.
 */
public final class Labels {

    private static final int SET_SIZE = 4096;

    private Labels() {}

    /** The label for an intent's key; always the same one. */
    public static String of(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            int number = (((digest[0] & 0xff) << 8) | (digest[1] & 0xff)) % SET_SIZE;
            return String.format("creative-service-%03x", number);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
