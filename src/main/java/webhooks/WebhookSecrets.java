package webhooks;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The signing secrets of clients. */
@Singleton
public class WebhookSecrets {

    private static final int SECRET_BYTES = 32;

    private final SecretVault vault;
    private final DeliveryRepository rows;
    private final WebhooksConfig config;
    private final SecureRandom random = new SecureRandom();

    @Inject
    public WebhookSecrets(SecretVault vault, DeliveryRepository rows, WebhooksConfig config) {
        this.vault = vault;
        this.rows = rows;
        this.config = config;
    }

    String create() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Signature.SECRET_PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /** Stores the client's new secret. Returns until when the previous one is used too, empty if there was none. */
    String rotate(String clientId, String secret) throws SQLException {
        return rows.rotateSecret(clientId, vault.seal(secret, clientId), config.secretOverlap());
    }

    /** The secrets of a delivery, decrypted, newest first. */
    List<String> open(Delivery delivery) {
        return delivery.secrets().stream()
                .map(secret -> vault.open(secret, delivery.clientId()))
                .toList();
    }
}
