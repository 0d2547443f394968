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
 * Finds what belongs to no job: blobs whose writer died, blobs of jobs that were never accepted, and blobs that a
 * finished job's worker did not live to remove. Each run looks at one page of the store and continues after the last one.
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
     * What a run leaves to the next one, in whichever process.
     *
     * @param after the job after which the next page begins; null at the beginning
     * @param suspects jobs of the last page that do not need their blobs. They are removed if that is still so: a blob that
     *     took long to send looks old to S3 at once, and its job is not accepted yet.
     */
    record State(UUID after, List<UUID> suspects) {
        State {
            suspects = suspects == null ? List.of() : suspects;
        }
    }

    /** Those of some jobs that need their blobs. */
    @FunctionalInterface
    public interface InUse {
        Set<UUID> among(Collection<UUID> jobs, Duration retention) throws SQLException;
    }

    /**
     * Removes the blobs of the last run's suspects that do not need them now either, and looks at the next page.
     *
     * @param left what the last run left, a JSON object that is empty before the first run
     * @return what this run leaves
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
                LOG.infof("Swept the blobs of job %s, which does not need them", job);
            }
        }
        List<UUID> suspects = page.unchanged().stream()
                .filter(job -> !needed.contains(job) && !before.suspects().contains(job))
                .toList();
        return mapper.writeValueAsString(new State(page.next(), suspects));
    }

    /** Removes blobs that were never finished. */
    public void sweepUnfinished() {
        store.sweepUnfinished(limit());
    }

    private Instant limit() {
        return Instant.now().minus(config.orphanAge());
    }
}
