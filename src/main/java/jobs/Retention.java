package jobs;

import io.quarkus.arc.Unremovable;
import org.apache.camel.Body;

import java.util.List;
import java.util.Map;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** How long jobs are kept. */
@Singleton
@Unremovable
public class Retention {

    private final JobsConfig config;

    @Inject
    public Retention(JobsConfig config) {
        this.config = config;
    }

    /** The parameters of {@code delete-finished-jobs.sql}. */
    public Map<String, Object> expired() {
        return Map.of("retention_seconds", (double) config.retention().toSeconds());
    }

    /** Whether rows were deleted, so that there may be more. */
    public boolean any(@Body List<Map<String, Object>> deleted) {
        return deleted != null && !deleted.isEmpty();
    }
}
