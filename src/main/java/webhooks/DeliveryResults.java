package webhooks;

import com.fasterxml.jackson.core.JacksonException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.jboss.logging.Logger;
import outbound.ForbiddenAddressException;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Decides what follows an attempt to deliver: 2xx is success, 410 ends all attempts, and everything else is retried, as
 * Standard Webhooks specifies ("Deliverability and reliability"). Only the status of a receiver's answer is stored and
 * shown.
 */
@Singleton
public class DeliveryResults {

    private static final Logger LOG = Logger.getLogger(DeliveryResults.class);
    private static final int GONE = 410;
    private static final double JITTER = 0.2;

    private final WebhooksConfig config;

    @Inject
    public DeliveryResults(WebhooksConfig config) {
        this.config = config;
    }

    DeliveryResult answered(int status, Delivery delivery) {
        if (status / 100 == 2) {
            return new DeliveryResult(
                    DeliveryResult.DELIVERED,
                    Duration.ZERO,
                    status,
                    null,
                    "webhook_delivered",
                    number(delivery) + " was answered with " + status + ".");
        }
        String error = "The receiver answered " + status + (status / 100 == 3 ? "; redirects are not followed." : ".");
        if (status == GONE) {
            return new DeliveryResult(
                    DeliveryResult.GONE,
                    Duration.ZERO,
                    status,
                    error,
                    "webhook_given_up",
                    number(delivery) + " failed, and no other follows. " + error);
        }
        return failed(status, error, delivery);
    }

    /** The message could not be written or sent, or there was no answer. */
    DeliveryResult failed(Exception failure, Delivery delivery) {
        LOG.infof("Webhook %s: %s", delivery.deliveryId(), failure);
        return failed(null, reason(failure), delivery);
    }

    /** Without addresses: what a name resolves to is only for the operator, in the log. */
    private String reason(Exception failure) {
        if (failure instanceof ForbiddenAddressException) {
            return "The service may not call this address. " + failure.getMessage();
        }
        if (failure instanceof SealedSecret) {
            return "The service cannot read the client's webhook secret. Create a new secret, or ask the"
                    + " operator.";
        }
        if (failure instanceof JacksonException) {
            return "The service could not write the message. Its log has the reason.";
        }
        if (failure instanceof UnknownHostException) {
            return "The receiver's host has no public address.";
        }
        if (failure instanceof ConnectException || failure instanceof ConnectTimeoutException) {
            return "The receiver refused the connection or is unreachable.";
        }
        if (failure instanceof InterruptedIOException) {
            return "The receiver did not answer within " + config.timeout().toMillis() + " ms.";
        }
        if (failure instanceof SSLException) {
            return isOfCertificate(failure)
                    ? "The TLS connection failed: the receiver's certificate is not trusted or not valid for"
                            + " its host."
                    : "The TLS handshake with the receiver failed.";
        }
        if (failure instanceof MessageConstraintException) {
            return "The head of the receiver's answer is too large.";
        }
        if (failure instanceof IOException) {
            return "The receiver closed the connection without an answer.";
        }
        return "The attempt failed. The service's log has the reason.";
    }

    private static boolean isOfCertificate(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException || cause instanceof SSLPeerUnverifiedException) {
                return true;
            }
        }
        return false;
    }

    private DeliveryResult failed(Integer status, String error, Delivery delivery) {
        List<Duration> delays = config.retryDelays();
        if (delivery.failures() >= delays.size()) {
            return new DeliveryResult(
                    DeliveryResult.FAILED,
                    Duration.ZERO,
                    status,
                    error,
                    "webhook_given_up",
                    number(delivery) + " failed, the last one. " + error);
        }
        Duration delay = later(delays.get(delivery.failures()));
        return new DeliveryResult(
                DeliveryResult.PENDING,
                delay,
                status,
                error,
                "webhook_failed",
                number(delivery) + " failed, the next one is in " + delay.toSeconds() + " s. " + error);
    }

    private static String number(Delivery delivery) {
        return "Attempt " + delivery.attempts();
    }

    /** Adds jitter, so that deliveries that failed at the same time are spread. */
    private static Duration later(Duration delay) {
        return delay.plusMillis(
                (long) (delay.toMillis() * JITTER * ThreadLocalRandom.current().nextDouble()));
    }
}
