package webhooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.Unremovable;
import jobs.Leases;
import org.apache.camel.Body;
import org.apache.camel.Variable;

import java.util.HashMap;
import java.util.Map;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Between the rows of {@code webhook_deliveries} and {@link Delivery}. */
@Singleton
@Unremovable
public class DeliveryRows {

    private final ObjectMapper mapper;
    private final Leases leases;

    @Inject
    public DeliveryRows(ObjectMapper mapper, Leases leases) {
        this.mapper = mapper;
        this.leases = leases;
    }

    /** The delivery in a row. */
    public Delivery taken(@Body Map<String, Object> row) throws JsonProcessingException {
        return read((String) row.get("delivery"));
    }

    Delivery read(String json) throws JsonProcessingException {
        return mapper.readValue(json, Delivery.class);
    }

    /** The parameters of {@code conclude-webhook-delivery.sql}. */
    public Map<String, Object> conclude(
            @Variable("delivery") Delivery delivery, @Variable("conclusion") Conclusion conclusion) {
        Map<String, Object> row = new HashMap<>();
        row.put("delivery_id", delivery.deliveryId().toString());
        row.put("attempt", delivery.attempts());
        row.put("status", conclusion.status());
        row.put("failures", Conclusion.DELIVERED.equals(conclusion.status()) ? 0 : 1);
        row.put("due_in_seconds", conclusion.delay().toMillis() / 1000.0);
        row.put("last_status", conclusion.receiverStatus());
        row.put("last_error", conclusion.error());
        row.put("event_type", conclusion.event());
        row.put("worker", leases.worker());
        row.put("detail", conclusion.detail());
        return row;
    }
}
