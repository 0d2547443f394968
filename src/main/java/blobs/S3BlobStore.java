package blobs;

import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A bucket, so processes need not share a disk. A window is downloaded completely to a local file before the call to
 * Meta. So a slow or unavailable bucket does not block a connection to Meta, is not mistaken for a failure of Meta, and
 * is not read again when a call to Meta is retried.
 *
 * <p>If S3 fails after the SDK's own retries, the SDK's {@link SdkException} is thrown.
 */
final class S3BlobStore implements BlobStore {

    private static final Logger LOG = Logger.getLogger(S3BlobStore.class);
    private static final String PREFIX = BlobNames.FOLDER + "/";
    /** The character after the slash in the order of keys. */
    private static final String AFTER_FOLDER = "0";

    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final S3Client s3;
    private final String bucket;
    private final LocalFiles files;

    S3BlobStore(S3Client s3, String bucket, LocalFiles files) {
        this.s3 = s3;
        this.bucket = bucket;
        this.files = files;
    }

    @Override
    public void flush(String file) {
        // S3 only acknowledges durable writes.
    }

    @Override
    public void check(String name) {
        try {
            s3.headObject(head -> head.bucket(bucket).key(name));
        } catch (NoSuchKeyException e) {
            throw BlobFailures.missing(name);
        }
    }

    @Override
    public long size(String name) {
        try {
            return s3.headObject(head -> head.bucket(bucket).key(name)).contentLength();
        } catch (NoSuchKeyException e) {
            throw BlobFailures.missing(name);
        }
    }

    @Override
    public LocalWindow openWindow(String name, long offset, long length) throws IOException {
        LocalWindow window = copy(name, "bytes=" + offset + "-" + (offset + length - 1), offset + length);
        if (Files.size(window.file()) < length) {
            release(window);
            throw BlobFailures.damaged(name, offset + length);
        }
        return window;
    }

    @Override
    public LocalWindow open(String name) throws IOException {
        return copy(name, null, 0);
    }

    private LocalWindow copy(String name, String range, long end) throws IOException {
        Path file = files.name();
        GetObjectRequest request =
                GetObjectRequest.builder().bucket(bucket).key(name).range(range).build();
        try {
            s3.getObject(request, file);
            return new LocalWindow(file, 0, true);
        } catch (NoSuchKeyException e) {
            throw BlobFailures.missing(name);
        } catch (S3Exception e) {
            if (e.statusCode() == RANGE_NOT_SATISFIABLE) {
                throw BlobFailures.damaged(name, end);
            }
            throw e;
        }
    }

    @Override
    public void release(LocalWindow window) throws IOException {
        if (window != null && window.copy()) {
            Files.deleteIfExists(window.file());
        }
    }

    @Override
    public Path partial(UUID jobId, String name) throws IOException {
        return files.named(jobId + "-" + name);
    }

    @Override
    public void deleteJob(UUID jobId) {
        try {
            s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(PREFIX + jobId + "/")).contents().stream()
                    .forEach(blob ->
                            s3.deleteObject(delete -> delete.bucket(bucket).key(blob.key())));
        } catch (SdkException e) {
            LOG.warnf("The blobs of job %s could not be deleted and are left to the sweeper: %s", jobId, e);
        }
    }

    @Override
    public BlobPage jobs(Instant limit, UUID after, int most) {
        // A bucket is listed in the order of keys, so the blobs of a job are adjacent.
        String start = after == null ? null : PREFIX + after + AFTER_FOLDER;
        Map<UUID, Instant> newest = new LinkedHashMap<>();
        UUID last = null;
        for (S3Object blob : s3.listObjectsV2Paginator(
                        list -> list.bucket(bucket).prefix(PREFIX).startAfter(start))
                .contents()) {
            Optional<UUID> job = job(blob);
            if (job.isEmpty()) {
                LOG.debugf("%s is not a job's blob and is kept", blob.key());
                continue;
            }
            if (newest.size() == most && !newest.containsKey(job.get())) {
                return new BlobPage(unchanged(newest, limit), last);
            }
            last = job.get();
            newest.merge(last, blob.lastModified(), S3BlobStore::later);
        }
        return new BlobPage(unchanged(newest, limit), null);
    }

    private static List<UUID> unchanged(Map<UUID, Instant> newest, Instant limit) {
        return newest.entrySet().stream()
                .filter(job -> job.getValue().isBefore(limit))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Optional<UUID> job(S3Object blob) {
        String name = blob.key().substring(PREFIX.length());
        int slash = name.indexOf('/');
        return slash < 0 ? Optional.empty() : BlobNames.job(name.substring(0, slash));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Aborts abandoned multipart uploads, whose parts are stored and charged until then. */
    @Override
    public void sweepUnfinished(Instant limit) {
        // Without a prefix: MinIO treats it as a whole key.
        s3.listMultipartUploadsPaginator(list -> list.bucket(bucket)).uploads().stream()
                .filter(upload -> upload.key().startsWith(PREFIX))
                .filter(upload -> upload.initiated().isBefore(limit))
                .forEach(upload -> abortUnlessGrowing(upload, limit));
    }

    private void abortUnlessGrowing(MultipartUpload upload, Instant limit) {
        try {
            boolean growing = s3
                    .listPartsPaginator(
                            list -> list.bucket(bucket).key(upload.key()).uploadId(upload.uploadId()))
                    .parts()
                    .stream()
                    .map(Part::lastModified)
                    .anyMatch(written -> !written.isBefore(limit));
            if (!growing) {
                s3.abortMultipartUpload(
                        abort -> abort.bucket(bucket).key(upload.key()).uploadId(upload.uploadId()));
                LOG.infof("Aborted the unfinished upload of %s, left by a process that died", upload.key());
            }
        } catch (NoSuchUploadException e) {
            LOG.debugf("The upload of %s has ended meanwhile", upload.key());
        }
    }
}
