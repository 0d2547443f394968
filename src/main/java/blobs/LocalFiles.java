package blobs;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Local files of this process: uploads that are not blobs yet, and copies of blobs. */
@Singleton
public class LocalFiles {

    private static final Logger LOG = Logger.getLogger(LocalFiles.class);

    private final Path directory;
    private final BlobsConfig config;

    @Inject
    public LocalFiles(
            @ConfigProperty(name = "quarkus.http.body.uploads-directory") Path directory, BlobsConfig config) {
        this.directory = directory;
        this.config = config;
    }

    /** Writes an upload to a file. */
    public Path save(InputStream bytes) throws IOException {
        Path file = Files.createTempFile(Files.createDirectories(directory), "blob-", null);
        try {
            Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** Deletes an upload, if it still exists. */
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    /** A name for a new file. */
    Path name() throws IOException {
        Path file = Files.createTempFile(Files.createDirectories(directory), "window-", null);
        Files.delete(file);
        return file;
    }

    /** Where a file of this name lies, or is to lie. */
    Path named(String name) throws IOException {
        return Files.createDirectories(directory).resolve(name);
    }

    /** Deletes files that were not written to recently, left by a process that died. */
    public void sweep() throws IOException {
        for (Path file : unchangedSince(Instant.now().minus(config.orphanAge()), directory)) {
            if (Files.deleteIfExists(file)) {
                LOG.infof("Deleted the file %s, left by a process that died", file.getFileName());
            }
        }
    }

    /** The files of a folder that were not written to since. */
    static List<Path> unchangedSince(Instant limit, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                if (isUnchangedSince(limit, entry)) {
                    found.add(entry);
                }
            }
        }
        return found;
    }

    /** Returns false also for a missing file: its request or job has ended meanwhile. */
    static boolean isUnchangedSince(Instant limit, Path entry) throws IOException {
        try {
            return Files.getLastModifiedTime(entry).toInstant().isBefore(limit);
        } catch (NoSuchFileException gone) {
            LOG.debugf("%s was deleted meanwhile", entry);
            return false;
        }
    }
}
