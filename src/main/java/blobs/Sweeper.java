package blobs;

import io.quarkus.arc.Unremovable;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
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
 * Finds what belongs to no job: uploads whose process died, blobs of jobs that were never accepted, and blobs that a
 * finished job's worker did not live to remove. Nothing is touched that was written to lately, for it may be in use.
 */
@Singleton
@Unremovable
public class Sweeper {

    private static final Logger LOG = Logger.getLogger(Sweeper.class);

    private final BlobsConfig config;
    private final BlobStore store;
    private final Path uploads;

    /** @param uploads where the HTTP server puts the files of forms */
    @Inject
    public Sweeper(
            BlobsConfig config,
            BlobStore store,
            @ConfigProperty(name = "quarkus.http.body.uploads-directory") Path uploads) {
        this.config = config;
        this.store = store;
        this.uploads = uploads;
    }

    /** Removes uploads that nobody has written to for a while. */
    public void sweepUploads() throws IOException {
        for (Path upload : old(uploads)) {
            Files.deleteIfExists(upload);
            LOG.infof("Swept the upload %s, left by a process that died", upload.getFileName());
        }
    }

    /** The jobs that have blobs and may not need them. */
    public List<UUID> oldJobs() throws IOException {
        List<UUID> jobs = new ArrayList<>();
        for (Path folder : old(config.dir().resolve("jobs"))) {
            try {
                jobs.add(UUID.fromString(folder.getFileName().toString()));
            } catch (IllegalArgumentException e) {
                LOG.debugf("%s is no job's folder and is left alone", folder);
            }
        }
        return jobs;
    }

    /** The parameters of {@code select-blobs-in-use.sql}. */
    public Map<String, Object> inUse(@Variable("oldJobs") List<UUID> jobs) {
        String ids = jobs.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
        return Map.of(
                "job_ids", ids, "retention_seconds", (double) config.retention().toSeconds());
    }

    /** Removes the blobs of those jobs that do not need them. */
    public void sweepJobs(@Body List<Map<String, Object>> inUse, @Variable("oldJobs") List<UUID> jobs) {
        Set<String> kept =
                inUse.stream().map(row -> (String) row.get("job_id")).collect(Collectors.toCollection(HashSet::new));
        for (UUID job : jobs) {
            if (!kept.contains(job.toString())) {
                store.deleteJob(job);
                LOG.infof("Swept the blobs of job %s, which does not need them", job);
            }
        }
    }

    private List<Path> old(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        Instant limit = Instant.now().minus(config.orphanAge());
        List<Path> found = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                try {
                    if (Files.getLastModifiedTime(entry).toInstant().isBefore(limit)) {
                        found.add(entry);
                    }
                } catch (NoSuchFileException gone) {
                    // Its request or its job has ended meanwhile.
                    LOG.debugf("%s went by itself", entry);
                }
            }
        }
        return found;
    }
}
