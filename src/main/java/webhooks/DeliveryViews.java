package webhooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Unremovable;
import jobs.JobView;
import org.apache.camel.Body;
import org.apache.camel.Variable;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** What callers ask about deliveries, and what they are told. */
@Singleton
@Unremovable
public class DeliveryViews {

    private static final String DELIVERY_ID = "delivery_id";

    private final ObjectMapper mapper;
    private final DeliveryRows rows;

    @Inject
    public DeliveryViews(ObjectMapper mapper, DeliveryRows rows) {
        this.mapper = mapper;
        this.rows = rows;
    }

    /** The parameters of {@code redeliver-webhook.sql}. */
    public Map<String, Object> named(
            @Variable("jobId") UUID jobId, @Variable("parameters") Map<String, String> parameters) {
        return Map.of("job_id", jobId.toString(), DELIVERY_ID, parameters.get(DELIVERY_ID));
    }

    /** The answer with the deliveries of a job. */
    public ObjectNode list(@Body List<Map<String, Object>> found) throws JsonProcessingException {
        ObjectNode answer = mapper.createObjectNode();
        ArrayNode deliveries = answer.putArray("webhooks");
        for (Map<String, Object> row : found) {
            deliveries.add(view(rows.taken(row)));
        }
        return answer;
    }

    /**
     * The answer with a delivery that was asked for again.
     *
     * @param row null if the job has no such delivery
     * @throws DeliveryNotFoundException in that case
     */
    public ObjectNode one(@Body String row, @Variable("parameters") Map<String, String> parameters)
            throws JsonProcessingException {
        if (row == null) {
            throw new DeliveryNotFoundException(parameters.get(DELIVERY_ID));
        }
        return view(rows.read(row));
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
