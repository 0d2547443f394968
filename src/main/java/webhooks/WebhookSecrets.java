package webhooks;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** What clients' webhooks are signed with. */
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

    /** A new secret. */
    String create() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Signature.SECRET_PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /** Makes a secret the client's next one. Returns until when the former one signs too, empty if there was none. */
    String rotate(String clientId, String secret) throws SQLException {
        return rows.rotateSecret(clientId, vault.seal(secret, clientId), config.secretOverlap());
    }

    /** What a delivery is signed with, the newest first. */
    List<String> open(Delivery delivery) {
        return delivery.secrets().stream()
                .map(secret -> vault.open(secret, delivery.clientId()))
                .toList();
    }
}
