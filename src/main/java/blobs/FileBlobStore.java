package blobs;

import org.jboss.logging.Logger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/** A directory that all processes share. Blobs are read in place. */
final class FileBlobStore implements BlobStore {

    private static final Logger LOG = Logger.getLogger(FileBlobStore.class);

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path root;
    private final boolean fsync;

    FileBlobStore(BlobsConfig config) {
        this.root = config.dir();
        this.fsync = config.fsync();
    }

    @Override
    public void flush(String file) throws IOException {
        if (!fsync) {
            return;
        }
        Path blob = Path.of(file);
        force(blob, StandardOpenOption.WRITE);
        force(blob.getParent(), StandardOpenOption.READ);
        force(blob.getParent().getParent(), StandardOpenOption.READ);
    }

    private static void force(Path path, StandardOpenOption access) throws IOException {
        try (FileChannel channel = FileChannel.open(path, access)) {
            channel.force(true);
        }
    }

    @Override
    public void check(String name) {
        file(name);
    }

    @Override
    public long size(String name) {
        return attributes(name).size();
    }

    private Path file(String name) {
        attributes(name);
        return root.resolve(name);
    }

    private BasicFileAttributes attributes(String name) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(root.resolve(name), BasicFileAttributes.class);
            if (attributes.isRegularFile()) {
                return attributes;
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            LOG.debugf("The blob %s is missing: %s", name, e);
        } catch (IOException e) {
            throw BlobFailures.broken(e);
        }
        throw BlobFailures.missing(name);
    }

    @Override
    public LocalWindow openWindow(String name, long offset, long length) {
        if (attributes(name).size() < offset + length) {
            throw BlobFailures.damaged(name, offset + length);
        }
        return new LocalWindow(root.resolve(name), offset, false);
    }

    @Override
    public LocalWindow open(String name) {
        return new LocalWindow(file(name), 0, false);
    }

    @Override
    public void release(LocalWindow window) {
        // The file is the blob.
    }

    @Override
    public Path partial(UUID jobId, String name) throws IOException {
        Path folder = root.resolve(BlobNames.FOLDER).resolve(jobId.toString());
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder.getParent());
            Files.createDirectories(folder, OWNER_ONLY);
        }
        return folder.resolve(name);
    }

    @Override
    public void deleteJob(UUID jobId) {
        Path folder = root.resolve(BlobNames.FOLDER).resolve(jobId.toString());
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warnf("The blobs of job %s could not be deleted and are left to the sweeper: %s", jobId, e);
        }
    }

    @Override
    public BlobPage jobs(Instant limit, UUID after, int most) throws IOException {
        Path folder = root.resolve(BlobNames.FOLDER);
        TreeSet<String> page = new TreeSet<>();
        boolean more = false;
        if (Files.isDirectory(folder)) {
            // A directory is unordered. Reading its names is cheap; only the folders of the page are examined.
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder)) {
                for (Path entry : folders) {
                    String name = entry.getFileName().toString();
                    if (BlobNames.job(name).isEmpty()) {
                        LOG.debugf("%s is not a job's folder and is kept", entry);
                    } else if (after == null || name.compareTo(after.toString()) > 0) {
                        page.add(name);
                        if (page.size() > most) {
                            page.pollLast();
                            more = true;
                        }
                    }
                }
            }
        }
        List<UUID> unchanged = new ArrayList<>();
        for (String name : page) {
            if (LocalFiles.isUnchangedSince(limit, folder.resolve(name))) {
                unchanged.add(UUID.fromString(name));
            }
        }
        return new BlobPage(unchanged, more ? UUID.fromString(page.last()) : null);
    }

    @Override
    public void sweepUnfinished(Instant limit) {
        // A blob is created by a rename, so it is never incomplete.
    }
}
