package webhooks;

import database.Database;
import database.Statement;
import jobs.Leases;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Database access for deliveries and their secrets. */
@Singleton
public class DeliveryRepository {

    private static final Statement TAKE = Statement.named("take-webhook-deliveries");
    private static final Statement CONCLUDE = Statement.named("conclude-webhook-delivery");
    private static final Statement SELECT = Statement.named("select-webhook-deliveries");
    private static final Statement REDELIVER = Statement.named("redeliver-webhook");
    private static final Statement ROTATE_SECRET = Statement.named("rotate-webhook-secret");

    private final Database database;
    private final Leases leases;

    @Inject
    public DeliveryRepository(Database database, Leases leases) {
        this.database = database;
        this.leases = leases;
    }

    /** Takes due deliveries, with their signing secrets. */
    List<Delivery> take(int limit, int clientLimit, Duration lease) throws SQLException {
        return database.run(TAKE)
                .with("limit", limit)
                .with("client_limit", clientLimit)
                .with("lease_seconds", lease)
                .jsonList(Delivery.class);
    }

    /** Records the result of an attempt, unless another process has taken the delivery meanwhile. */
    void conclude(Delivery delivery, DeliveryResult result) throws SQLException {
        database.run(CONCLUDE)
                .with("delivery_id", delivery.deliveryId().toString())
                .with("attempt", delivery.attempts())
                .with("status", result.status())
                .with("failures", DeliveryResult.DELIVERED.equals(result.status()) ? 0 : 1)
                .with("due_in_seconds", result.delay())
                .with("last_status", result.receiverStatus())
                .with("last_error", result.error())
                .with("event_type", result.event())
                .with("worker", leases.worker())
                .with("detail", result.detail())
                .first(row -> row.getString(1));
    }

    /** The deliveries of a job, newest first. */
    List<Delivery> list(UUID jobId) throws SQLException {
        return database.run(SELECT).with("job_id", jobId.toString()).jsonList(Delivery.class);
    }

    /** Makes a delivery due again, with all its attempts; empty if the job has no such delivery. */
    Optional<Delivery> redeliver(UUID jobId, String deliveryId) throws SQLException {
        return database.run(REDELIVER)
                .with("job_id", jobId.toString())
                .with("delivery_id", deliveryId)
                .json(Delivery.class);
    }

    /**
     * Stores a client's new secret, sealed. Returns until when the previous one is used too, empty if there was none.
     */
    String rotateSecret(String clientId, String sealed, Duration overlap) throws SQLException {
        return database.run(ROTATE_SECRET)
                .with("client_id", clientId)
                .with("secret", sealed)
                .with("overlap_seconds", overlap)
                .first(row -> row.getString(1))
                .orElseThrow();
    }
}
