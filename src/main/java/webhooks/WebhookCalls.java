package webhooks;

import calls.ApiCall;
import calls.CallClients;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.NotFound;
import jobs.JobCalls;
import jobs.JobView;

import java.sql.SQLException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The API's operations on webhooks: list a job's deliveries, redeliver, rotate the secret. */
@Singleton
public class WebhookCalls {

    private static final String DELIVERY_ID = "delivery_id";

    private final DeliveryRepository rows;
    private final JobCalls jobs;
    private final WebhookSecrets secrets;
    private final CallClients clients;
    private final ObjectMapper mapper;

    @Inject
    public WebhookCalls(
            DeliveryRepository rows, JobCalls jobs, WebhookSecrets secrets, CallClients clients, ObjectMapper mapper) {
        this.rows = rows;
        this.jobs = jobs;
        this.secrets = secrets;
        this.clients = clients;
        this.mapper = mapper;
    }

    public void list(ApiCall call) throws SQLException {
        ObjectNode answer = mapper.createObjectNode();
        ArrayNode deliveries = answer.putArray("webhooks");
        for (Delivery delivery : rows.list(jobs.named(call).jobId())) {
            deliveries.add(view(delivery));
        }
        call.reply(answer);
    }

    /**
     * @throws NotFound if the job has no such delivery
     */
    public void redeliver(ApiCall call) throws SQLException {
        String deliveryId = call.parameter(DELIVERY_ID);
        call.reply(view(rows.redeliver(jobs.named(call).jobId(), deliveryId)
                .orElseThrow(() -> new NotFound("The job has no webhook delivery '" + deliveryId + "'."))));
    }

    /** Gives the client a new secret, which is only in this answer. */
    public void rotateSecret(ApiCall call) throws SQLException {
        clients.find(call);
        String secret = secrets.create();
        String formerUntil = secrets.rotate(call.clientId(), secret);
        call.reply(mapper.createObjectNode()
                .put("secret", secret)
                .put("former_secret_until", formerUntil.isEmpty() ? null : formerUntil));
    }

    private ObjectNode view(Delivery delivery) {
        ObjectNode view = mapper.createObjectNode();
        view.put(DELIVERY_ID, delivery.deliveryId().toString());
        view.put("event", delivery.event());
        view.put("url", delivery.url());
        view.put("status", delivery.status());
        view.put("attempts", delivery.attempts());
        view.put("next_attempt_at", delivery.isPending() ? JobView.time(delivery.dueAt()) : null);
        view.put("last_status", delivery.lastStatus());
        view.put("last_error", delivery.lastError());
        view.put("created_at", JobView.time(delivery.createdAt()));
        view.put("delivered_at", JobView.time(delivery.deliveredAt()));
        return view;
    }
}
