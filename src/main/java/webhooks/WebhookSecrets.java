package webhooks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Unremovable;
import org.apache.camel.Body;
import org.apache.camel.Variable;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** What clients' webhooks are signed with. */
@Singleton
@Unremovable
public class WebhookSecrets {

    private static final int SECRET_BYTES = 32;

    private final SecretVault vault;
    private final ObjectMapper mapper;
    private final WebhooksConfig config;
    private final SecureRandom random = new SecureRandom();

    @Inject
    public WebhookSecrets(SecretVault vault, ObjectMapper mapper, WebhooksConfig config) {
        this.vault = vault;
        this.mapper = mapper;
        this.config = config;
    }

    /** A new secret. */
    public String create() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Signature.SECRET_PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /** The parameters of {@code rotate-webhook-secret.sql}. */
    public Map<String, Object> rotation(
            @Variable("clientId") String clientId, @Variable("webhookSecret") String secret) {
        return Map.of(
                "client_id",
                clientId,
                "secret",
                vault.seal(secret, clientId),
                "overlap_seconds",
                config.secretOverlap().toMillis() / 1000.0);
    }

    /**
     * The only answer that ever holds the secret.
     *
     * @param formerUntil until when the former one signs too, empty if there was none
     */
    public ObjectNode answer(@Body String formerUntil, @Variable("webhookSecret") String secret) {
        return mapper.createObjectNode()
                .put("secret", secret)
                .put("former_secret_until", formerUntil.isEmpty() ? null : formerUntil);
    }

    /** The parameters of {@code select-webhook-secrets.sql}. */
    public Map<String, Object> ofClient(@Variable("delivery") Delivery delivery) {
        return Map.of("client_id", delivery.clientId());
    }

    /** The secrets in the rows, the newest first. */
    List<String> open(List<Map<String, Object>> rows, String clientId) {
        return rows.stream()
                .map(row -> vault.open((String) row.get("secret"), clientId))
                .toList();
    }
}
