package blobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.stream.Stream;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Finds what belongs to no job: blobs whose writer died, blobs of jobs that were never accepted, and blobs that a
 * finished job's worker did not live to remove. Each run looks at one page of the store and continues after the last one.
 */
@Singleton
@Unremovable
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

    /** A run: what the last one left, and the page of this one. */
    public record Run(List<UUID> suspects, BlobPage page) {}

    /** Begins a run with what the last one left, a JSON object that is empty before the first run. */
    public Run begin(@Body String state) throws IOException {
        State left = mapper.readValue(state, State.class);
        return new Run(left.suspects(), store.jobs(limit(), left.after(), PAGE));
    }

    /** The parameters of {@code select-blobs-in-use.sql}. */
    public Map<String, Object> inUse(@Variable("sweep") Run run) {
        String ids = Stream.concat(run.suspects().stream(), run.page().unchanged().stream())
                .distinct()
                .map(UUID::toString)
                .collect(Collectors.joining(",", "{", "}"));
        return Map.of(
                "job_ids", ids, "retention_seconds", (double) config.retention().toSeconds());
    }

    /** Removes the blobs of the suspects that do not need them now either. Returns what this run leaves. */
    public String sweep(@Body List<Map<String, Object>> inUse, @Variable("sweep") Run run)
            throws JsonProcessingException {
        Set<UUID> needed = inUse.stream()
                .map(row -> UUID.fromString((String) row.get("job_id")))
                .collect(Collectors.toCollection(HashSet::new));
        for (UUID job : run.suspects()) {
            if (!needed.contains(job)) {
                store.deleteJob(job);
                LOG.infof("Swept the blobs of job %s, which does not need them", job);
            }
        }
        Set<UUID> swept = new HashSet<>(run.suspects());
        List<UUID> suspects = run.page().unchanged().stream()
                .filter(job -> !needed.contains(job) && !swept.contains(job))
                .toList();
        return mapper.writeValueAsString(new State(run.page().next(), suspects));
    }

    /** Removes blobs that were never finished. */
    public void sweepUnfinished() {
        store.sweepUnfinished(limit());
    }

    private Instant limit() {
        return Instant.now().minus(config.orphanAge());
    }

    /** The parameters of {@code keep-task-state.sql}. */
    public Map<String, Object> state(@Body String state) {
        return Map.of("task", TASK, "state", state);
    }
}
