package blobs;

import io.quarkus.arc.Unremovable;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jboss.logging.Logger;

import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Finds what belongs to no job: blobs whose writer died, blobs of jobs that were never accepted, and blobs that a
 * finished job's worker did not live to remove. Nothing is touched that was written to lately, for it may be in use.
 */
@Singleton
@Unremovable
public class Sweeper {

    private static final Logger LOG = Logger.getLogger(Sweeper.class);

    private final BlobsConfig config;
    private final BlobStore store;
    /** What the last look found. A blob that took long to send looks old to S3 at once, and its job is still to come. */
    private Set<UUID> suspects = Set.of();

    @Inject
    public Sweeper(BlobsConfig config, BlobStore store) {
        this.config = config;
        this.store = store;
    }

    /** Removes blobs that were never finished. */
    public void sweepUnfinished() {
        store.sweepUnfinished(limit());
    }

    /** The jobs that have blobs and may not need them. */
    public List<UUID> oldJobs() throws IOException {
        return store.jobs(limit());
    }

    private Instant limit() {
        return Instant.now().minus(config.orphanAge());
    }

    /** The parameters of {@code select-blobs-in-use.sql}. */
    public Map<String, Object> inUse(@Variable("oldJobs") List<UUID> jobs) {
        String ids = jobs.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
        return Map.of(
                "job_ids", ids, "retention_seconds", (double) config.retention().toSeconds());
    }

    /** Removes the blobs of those jobs that do not need them, nor did at the last look. */
    public synchronized void sweepJobs(@Body List<Map<String, Object>> inUse, @Variable("oldJobs") List<UUID> jobs) {
        Set<String> kept =
                inUse.stream().map(row -> (String) row.get("job_id")).collect(Collectors.toCollection(HashSet::new));
        Set<UUID> found =
                jobs.stream().filter(job -> !kept.contains(job.toString())).collect(Collectors.toSet());
        for (UUID job : found) {
            if (suspects.contains(job)) {
                store.deleteJob(job);
                LOG.infof("Swept the blobs of job %s, which does not need them", job);
            }
        }
        suspects = found;
    }
}
