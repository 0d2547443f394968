package webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Signatures, compared with the reference implementation. */
class SignatureTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    private static final String BODY = "{\"type\":\"job.succeeded\",\"data\":{\"name\":\"Olá 🏖\"}}";

    private final long now = Instant.now().getEpochSecond();

    /** The example from the specification's libraries. */
    @Test
    void isTheOneThatOthersMake() {
        assertThat(Signature.of(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        1614265330,
                        "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8),
                        List.of(SECRET)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void isVerifiedWithAnyOfTheSecrets() {
        String signature = Signature.of("1", now, BODY.getBytes(StandardCharsets.UTF_8), List.of(SECRET, OTHER));

        assertThat(signature.split(" ")).hasSize(2);
        assertThatCode(() -> verify(SECRET, signature, BODY)).doesNotThrowAnyException();
        assertThatCode(() -> verify(OTHER, signature, BODY)).doesNotThrowAnyException();
    }

    @Test
    void isNotVerifiedWithAnotherSecret() {
        String signature = Signature.of("1", now, BODY.getBytes(StandardCharsets.UTF_8), List.of(SECRET));

        assertThatThrownBy(() -> verify(OTHER, signature, BODY)).isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> verify(SECRET, signature, BODY + " "))
                .isInstanceOf(WebhookVerificationException.class);
    }

    private void verify(String secret, String signature, String body) throws WebhookVerificationException {
        new Webhook(secret)
                .verify(
                        body,
                        Map.of(
                                "webhook-id", List.of("1"),
                                "webhook-timestamp", List.of(String.valueOf(now)),
                                "webhook-signature", List.of(signature)));
    }
}
