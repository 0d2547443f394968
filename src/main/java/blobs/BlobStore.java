package blobs;

import io.quarkus.arc.Unremovable;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.jboss.logging.Logger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The file system under the blob endpoint, for what an endpoint does not do: flush, find and remove. */
@Singleton
@Unremovable
public class BlobStore {

    private static final Logger LOG = Logger.getLogger(BlobStore.class);

    private final BlobsConfig config;

    @Inject
    public BlobStore(BlobsConfig config) {
        this.config = config;
    }

    /**
     * The file of a blob.
     *
     * @throws BlobMissingException if it is not there
     */
    public Path file(@Variable("blob") String name) {
        Path file = config.dir().resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new BlobMissingException(name);
        }
        return file;
    }

    /** The size of a file that is about to become a blob, in bytes. */
    public long size(@Variable("upload") Path file) throws IOException {
        return Files.size(file);
    }

    /** Makes sure that a blob and its name survive a power cut. */
    public void flush(@Header(Exchange.FILE_NAME_PRODUCED) String produced) throws IOException {
        if (!config.fsync()) {
            return;
        }
        Path file = Path.of(produced);
        force(file, StandardOpenOption.WRITE);
        force(file.getParent(), StandardOpenOption.READ);
        force(file.getParent().getParent(), StandardOpenOption.READ);
    }

    private static void force(Path path, StandardOpenOption access) throws IOException {
        try (FileChannel channel = FileChannel.open(path, access)) {
            channel.force(true);
        }
    }

    /** Removes all blobs of a job. What cannot be removed now is swept later. */
    public void deleteJob(@Variable("jobId") UUID jobId) {
        Path folder = config.dir().resolve("jobs").resolve(jobId.toString());
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warnf("The blobs of job %s could not be removed and are left to the sweeper: %s", jobId, e);
        }
    }
}
