package clients;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The {@code appsecret_proof} of a call: it proves to Meta that the sender of the token also has the app's secret (Meta
 * docs, "Securing Graph API calls"). Lower-case hexadecimal HMAC-SHA256 of the token, keyed with the secret.
 */
public final class AppSecretProof {

    private AppSecretProof() {}

    public static String of(String token, String appSecret) {
        return HexFormat.of().formatHex(TokenFingerprint.hmacSha256(appSecret.getBytes(StandardCharsets.UTF_8), token));
    }
}
