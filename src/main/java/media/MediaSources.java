package media;

import clients.Account;
import clients.Client;
import clients.SealedText;
import clients.Tokens;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.FieldError;
import failures.Kind;
import failures.Rejected;
import outbound.ForbiddenAddressException;
import outbound.OutboundConfig;
import outbound.OutboundPolicy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The URLs of files to download. Such a URL may grant access to the file, so it is stored encrypted, with a key derived
 * from the client's access token, which is never stored.
 */
@Singleton
public class MediaSources {

    private static final String URL = "url";
    private static final String PURPOSE = "creative-service media source\n";

    private final Tokens tokens;
    private final OutboundPolicy policy;

    @Inject
    public MediaSources(Tokens tokens, OutboundConfig outbound) {
        this.tokens = tokens;
        this.policy = OutboundPolicy.of(outbound);
    }

    /**
     * Checks that the URL of a request may be called, without resolving its host.
     *
     * @throws Rejected if it may not be called
     */
    void check(ObjectNode request) {
        try {
            policy.check(request.path(URL).asText());
        } catch (ForbiddenAddressException e) {
            throw new Rejected(
                    Kind.INVALID_REQUEST, e.getMessage(), List.of(FieldError.atPointer("/" + URL, e.getMessage())));
        }
    }

    /** Encrypts the URL of a request for storage. */
    String seal(ObjectNode request, Client client) {
        try {
            return SealedText.seal(key(client.tokenRef()), request.path(URL).asText(), client.clientId());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Decrypts a stored URL.
     *
     * @throws Rejected if the client's token has changed in the meantime
     */
    String open(String stored, String clientId, Account account) {
        try {
            return SealedText.open(key(account.tokenRef()), stored, clientId);
        } catch (GeneralSecurityException e) {
            throw new Rejected(
                    Kind.DOWNLOAD_FAILED,
                    "The URL was stored under the client's former access token and cannot be read any more. Send it"
                            + " again.");
        }
    }

    private SecretKeySpec key(String tokenRef) {
        try {
            byte[] key = MessageDigest.getInstance("SHA-256")
                    .digest((PURPOSE + tokens.resolve(tokenRef)).getBytes(StandardCharsets.UTF_8));
            return new SecretKeySpec(key, "AES");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
