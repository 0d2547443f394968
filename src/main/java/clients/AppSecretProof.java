package clients;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The {@code appsecret_proof} of a call: it shows Meta that who sends the token also has the app's secret (Meta docs,
 * "Securing Graph API calls"). Lower-case hexadecimal HMAC-SHA256 of the token, keyed with the secret.
 */
public final class AppSecretProof {

    private AppSecretProof() {}

    /** The proof for a token. */
    public static String of(String token, String appSecret) {
        return HexFormat.of().formatHex(TokenFingerprint.hmacSha256(appSecret.getBytes(StandardCharsets.UTF_8), token));
    }
}
