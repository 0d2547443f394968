package blobs;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.jboss.logging.Logger;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Deletes orphaned blobs: of writers that died, of jobs that were never accepted, and of finished jobs whose worker
 * died before deleting them. Each run examines one page of the store and continues after the previous one.
 */
@Singleton
public class Sweeper {

    /** The name of the scheduled task. */
    public static final String TASK = "sweep-blobs";

    private static final Logger LOG = Logger.getLogger(Sweeper.class);
    private static final int PAGE = 5000;

    private final BlobsConfig config;
    private final BlobStore store;
    private final ObjectMapper mapper;

    @Inject
    public Sweeper(BlobsConfig config, BlobStore store, ObjectMapper mapper) {
        this.config = config;
        this.store = store;
        this.mapper = mapper;
    }

    /**
     * The state that a run passes to the next one, in any process.
     *
     * @param after the job after which the next page begins; null at the beginning
     * @param suspects jobs of the last page that do not need their blobs. They are deleted if that is still so in the
     *     next run: S3 dates a blob from the start of its upload, so a blob that took long to send looks old while its
     *     job is not accepted yet.
     */
    record State(UUID after, List<UUID> suspects) {
        State {
            suspects = suspects == null ? List.of() : suspects;
        }
    }

    /** Selects the jobs that need their blobs. */
    @FunctionalInterface
    public interface InUse {
        Set<UUID> among(Collection<UUID> jobs, Duration retention) throws SQLException;
    }

    /**
     * Deletes the blobs of the last run's suspects that still do not need them, and examines the next page.
     *
     * @param left the state of the last run, a JSON object that is empty before the first run
     * @return the state for the next run
     */
    public String sweep(String left, InUse inUse) throws IOException, SQLException {
        State before = mapper.readValue(left, State.class);
        BlobPage page = store.jobs(limit(), before.after(), PAGE);
        Set<UUID> seen = new HashSet<>(before.suspects());
        seen.addAll(page.unchanged());
        Set<UUID> needed = inUse.among(seen, config.retention());
        for (UUID job : before.suspects()) {
            if (!needed.contains(job)) {
                store.deleteJob(job);
                LOG.infof("Deleted the blobs of job %s, which does not need them", job);
            }
        }
        List<UUID> suspects = page.unchanged().stream()
                .filter(job -> !needed.contains(job) && !before.suspects().contains(job))
                .toList();
        return mapper.writeValueAsString(new State(page.next(), suspects));
    }

    /** Deletes blobs that were never completed. */
    public void sweepUnfinished() {
        store.sweepUnfinished(limit());
    }

    private Instant limit() {
        return Instant.now().minus(config.orphanAge());
    }
}
