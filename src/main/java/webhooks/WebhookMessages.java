package webhooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.Unremovable;
import jobs.Job;
import jobs.JobAnnouncements;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import outbound.OutboundConfig;
import outbound.OutboundPolicy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Writes a {@link Delivery} as the message that the HTTP component sends. */
@Singleton
@Unremovable
public class WebhookMessages {

    private final ObjectMapper mapper;
    private final JobAnnouncements announcements;
    private final WebhookSecrets secrets;
    private final OutboundPolicy policy;

    @Inject
    public WebhookMessages(
            ObjectMapper mapper, JobAnnouncements announcements, WebhookSecrets secrets, OutboundConfig outbound) {
        this.mapper = mapper;
        this.announcements = announcements;
        this.secrets = secrets;
        this.policy = OutboundPolicy.of(outbound);
    }

    /**
     * Replaces the exchange's message by the request. The address is judged again: settings may have changed since it was
     * named. Without a secret of the client the message is not signed.
     *
     * @param rows the client's secrets as stored
     */
    public void write(
            @Variable("delivery") Delivery delivery,
            @Variable("secrets") List<Map<String, Object>> rows,
            Exchange exchange)
            throws JsonProcessingException {
        String id = delivery.deliveryId().toString();
        long now = Instant.now().getEpochSecond();
        byte[] body = mapper.writeValueAsBytes(announcements.of(mapper.treeToValue(delivery.jobJson(), Job.class)));
        String signature = Signature.of(id, now, body, secrets.open(rows, delivery.clientId()));
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_METHOD, "POST");
        message.setHeader(Exchange.HTTP_URI, policy.check(delivery.url()).toString());
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setHeader("webhook-id", id);
        message.setHeader("webhook-timestamp", String.valueOf(now));
        if (!signature.isEmpty()) {
            message.setHeader("webhook-signature", signature);
        }
        message.setBody(body);
    }
}
