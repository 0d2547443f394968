package webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import outbound.ForbiddenAddressException;
import settings.MappedConfig;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** The decision after an attempt. */
class DeliveryResultsTest {

    private static final WebhooksConfig CONFIG = MappedConfig.of(WebhooksConfig.class, "endpoint", "mock:receiver");

    private final DeliveryResults attempts = new DeliveryResults(CONFIG);

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void endsWithSuccess(int status) {
        DeliveryResult conclusion = attempts.answered(status, delivery(0));

        assertThat(conclusion.status()).isEqualTo(DeliveryResult.DELIVERED);
        assertThat(conclusion.error()).isNull();
        assertThat(conclusion.event()).isEqualTo("webhook_delivered");
    }

    @Test
    void endsForGoodWhereTheReceiverIsGone() {
        DeliveryResult conclusion = attempts.answered(410, delivery(0));

        assertThat(conclusion.status()).isEqualTo(DeliveryResult.GONE);
        assertThat(conclusion.receiverStatus()).isEqualTo(410);
        assertThat(conclusion.event()).isEqualTo("webhook_given_up");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 400, 401, 404, 408, 429, 500, 503})
    void triesAgainAfterAnythingElse(int status) {
        DeliveryResult conclusion = attempts.answered(status, delivery(0));

        assertThat(conclusion.status()).isEqualTo(DeliveryResult.PENDING);
        assertThat(conclusion.receiverStatus()).isEqualTo(status);
        assertThat(conclusion.delay()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
        assertThat(conclusion.error()).startsWith("The receiver answered " + status);
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "1, 60", "4, 1800", "9, 28800"})
    void waitsLongerAfterEachFailure(int failures, int seconds) {
        assertThat(attempts.failed(new IOException("broken"), delivery(failures))
                        .delay())
                .isBetween(Duration.ofSeconds(seconds), Duration.ofMillis(seconds * 1200L));
    }

    @Test
    void givesUpAfterADay() {
        Duration day = CONFIG.retryDelays().stream().reduce(Duration.ZERO, Duration::plus);
        DeliveryResult conclusion =
                attempts.answered(500, delivery(CONFIG.retryDelays().size()));

        assertThat(day).isBetween(Duration.ofHours(22), Duration.ofHours(25));
        assertThat(conclusion.status()).isEqualTo(DeliveryResult.FAILED);
        assertThat(conclusion.event()).isEqualTo("webhook_given_up");
    }

    @Test
    void tellsNoAddresses() {
        List<Exception> failures = List.of(
                new UnknownHostException("intranet.example.com is at 10.1.2.3"),
                new ConnectException("Connect to https://hooks.example.com [/93.184.215.14] failed"),
                new SocketTimeoutException("Socket closed: 93.184.215.14"));

        assertThat(failures).allSatisfy(failure -> assertThat(
                        attempts.failed(failure, delivery(0)).error())
                .doesNotContainPattern("\\d+\\.\\d+\\.\\d+\\.\\d+")
                .endsWith("."));
    }

    /** Failures before sending are handled like all others, and their details are not shown. */
    @Test
    void countsWhatCannotBeSent() {
        List<Exception> failures = List.of(
                new SealedSecret("set creative.webhooks.encryption-key-ref", null),
                new ForbiddenAddressException("The URL must begin with https://."),
                new JsonParseException("Unexpected character in /data/blob"),
                new IllegalArgumentException("Illegal base64 character in whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        int last = CONFIG.retryDelays().size();

        assertThat(failures).allSatisfy(failure -> {
            assertThat(attempts.failed(failure, delivery(0)).status()).isEqualTo(DeliveryResult.PENDING);
            DeliveryResult end = attempts.failed(failure, delivery(last));
            assertThat(end.status()).isEqualTo(DeliveryResult.FAILED);
            assertThat(end.error()).endsWith(".").doesNotContain("whsec", "encryption-key-ref", "/data");
        });
    }

    private static Delivery delivery(int failures) {
        return new Delivery(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "francisco",
                "job.succeeded",
                "https://hooks.example.com/",
                null,
                "pending",
                failures + 1,
                failures,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
