package webhooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guardrails.Approval;
import jobs.Job;
import jobs.JobAnnouncements;
import observability.Meters;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.SynchronizationAdapter;
import outbound.OutboundConfig;
import outbound.OutboundPolicy;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Delivers webhooks: takes due deliveries, no more than this process can start at once, and attempts each. */
@Singleton
public class Deliveries {

    /** The exchange property of the attempt, which the receiver's answer must not replace. */
    private static final String ATTEMPT = Deliveries.class.getName() + ".attempt";

    private final DeliveryRepository rows;
    private final DeliveryResults results;
    private final WebhookSecrets secrets;
    private final JobAnnouncements announcements;
    private final ObjectMapper mapper;
    private final WebhooksConfig config;
    private final OutboundPolicy policy;
    private final Meters meters;
    private final AtomicInteger free;

    @Inject
    public Deliveries(
            DeliveryRepository rows,
            DeliveryResults results,
            WebhookSecrets secrets,
            JobAnnouncements announcements,
            ObjectMapper mapper,
            WebhooksConfig config,
            OutboundConfig outbound,
            Meters meters) {
        this.rows = rows;
        this.results = results;
        this.secrets = secrets;
        this.announcements = announcements;
        this.mapper = mapper;
        this.config = config;
        this.policy = OutboundPolicy.of(outbound);
        this.meters = meters;
        this.free = new AtomicInteger(config.concurrency());
    }

    /** The result of an attempt, recorded outside of the steps that can fail. */
    private static final class Attempt {
        private final Delivery delivery;
        private final long begun = System.nanoTime();
        private DeliveryResult result;

        private Attempt(Delivery delivery) {
            this.delivery = delivery;
        }
    }

    /** Sets the body to due deliveries, as many as can start; each releases its slot when it ends. */
    public void take(Exchange exchange) throws SQLException {
        int slots = free.get();
        List<Delivery> taken =
                slots > 0 ? rows.take(slots, config.clientConcurrency(), config.lease()) : List.<Delivery>of();
        free.addAndGet(-taken.size());
        exchange.getMessage().setBody(taken);
    }

    /** Starts an attempt of the delivery in the body. */
    public void begin(Exchange exchange) {
        exchange.setProperty(ATTEMPT, new Attempt(exchange.getMessage().getBody(Delivery.class)));
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange ended) {
                free.incrementAndGet();
            }
        });
    }

    /**
     * Replaces the exchange's message by the request. The address is checked again: settings may have changed since it
     * was given. Without a secret of the client the message is not signed.
     */
    public void write(Exchange exchange) throws JsonProcessingException {
        Delivery delivery = attempt(exchange).delivery;
        String id = delivery.deliveryId().toString();
        long now = Instant.now().getEpochSecond();
        byte[] body = mapper.writeValueAsBytes(announcement(delivery));
        String signature = Signature.of(id, now, body, secrets.open(delivery));
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

    private ObjectNode announcement(Delivery delivery) throws JsonProcessingException {
        return delivery.event().startsWith(Approval.EVENTS)
                ? mapper.treeToValue(delivery.jobJson(), Approval.class)
                        .announcement(delivery.event(), delivery.createdAt())
                : announcements.of(mapper.treeToValue(delivery.jobJson(), Job.class));
    }

    public void answered(Exchange exchange) {
        int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        Attempt attempt = attempt(exchange);
        attempt.result = results.answered(status, attempt.delivery);
    }

    /** The message could not be written or sent, or there was no answer. */
    public void failed(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        Attempt attempt = attempt(exchange);
        attempt.result = results.failed(failure, attempt.delivery);
    }

    /** Records the result of the attempt. */
    public void conclude(Exchange exchange) throws SQLException {
        Attempt attempt = attempt(exchange);
        meters.webhook(attempt.result.outcome(), Duration.ofNanos(System.nanoTime() - attempt.begun));
        rows.conclude(attempt.delivery, attempt.result);
    }

    private static Attempt attempt(Exchange exchange) {
        return exchange.getProperty(ATTEMPT, Attempt.class);
    }
}
