package webhooks;

import io.quarkus.arc.Unremovable;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.jboss.logging.Logger;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Decides what follows an attempt to deliver: 2xx is success, 410 means never again, and everything else is tried again,
 * as Standard Webhooks has it ("Deliverability and reliability"). What a receiver says beyond its status is neither kept
 * nor shown.
 */
@Singleton
@Unremovable
public class Attempts {

    private static final Logger LOG = Logger.getLogger(Attempts.class);
    private static final int GONE = 410;
    private static final double JITTER = 0.2;

    private final WebhooksConfig config;

    @Inject
    public Attempts(WebhooksConfig config) {
        this.config = config;
    }

    /** The receiver has answered. */
    public Conclusion answered(
            @Header(Exchange.HTTP_RESPONSE_CODE) int status, @Variable("delivery") Delivery delivery) {
        if (status / 100 == 2) {
            return new Conclusion(
                    Conclusion.DELIVERED,
                    Duration.ZERO,
                    status,
                    null,
                    "webhook_delivered",
                    number(delivery) + " was answered with " + status + ".");
        }
        String error = "The receiver answered " + status + (status / 100 == 3 ? "; redirects are not followed." : ".");
        if (status == GONE) {
            return new Conclusion(
                    Conclusion.GONE,
                    Duration.ZERO,
                    status,
                    error,
                    "webhook_given_up",
                    number(delivery) + " failed, and there will be no other. " + error);
        }
        return failed(status, error, delivery);
    }

    /** There was no answer. */
    public Conclusion failed(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure, @Variable("delivery") Delivery delivery) {
        LOG.infof("Webhook %s: %s", delivery.deliveryId(), failure);
        return failed(null, reason(failure), delivery);
    }

    /** Without addresses: a name's are nobody's business but the operator's, who finds them in the log. */
    private String reason(Exception failure) {
        if (failure instanceof UnknownHostException) {
            return "The receiver's host has no address on the public internet.";
        }
        if (failure instanceof DeliveryTimeoutException) {
            return "The receiver did not answer within " + config.timeout().toMillis() + " ms.";
        }
        if (failure instanceof SSLException) {
            return "No secure connection to the receiver: " + failure.getMessage();
        }
        if (failure instanceof ConnectException) {
            return "The receiver takes no connection.";
        }
        return "The delivery failed: " + failure.getMessage();
    }

    private Conclusion failed(Integer status, String error, Delivery delivery) {
        List<Duration> delays = config.retryDelays();
        if (delivery.failures() >= delays.size()) {
            return new Conclusion(
                    Conclusion.FAILED,
                    Duration.ZERO,
                    status,
                    error,
                    "webhook_given_up",
                    number(delivery) + " failed, the last one. " + error);
        }
        Duration delay = later(delays.get(delivery.failures()));
        return new Conclusion(
                Conclusion.PENDING,
                delay,
                status,
                error,
                "webhook_failed",
                number(delivery) + " failed, the next one is in " + delay.toSeconds() + " s. " + error);
    }

    private static String number(Delivery delivery) {
        return "Attempt " + delivery.attempts();
    }

    /** Apart from the others that failed at the same time. */
    private static Duration later(Duration delay) {
        return delay.plusMillis(
                (long) (delay.toMillis() * JITTER * ThreadLocalRandom.current().nextDouble()));
    }
}
