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
 * A bucket: processes need share no disk. A window is read from it to a file of this process, whole, before Meta hears
 * of it; so a bucket that is slow or away keeps no connection to Meta waiting, is not mistaken for a failure of Meta's,
 * and is not asked again where a call to Meta is repeated.
 *
 * <p>Where S3 fails, the SDK's {@link SdkException} is thrown, after the repetitions that are its own.
 */
final class S3BlobStore implements BlobStore {

    private static final Logger LOG = Logger.getLogger(S3BlobStore.class);
    private static final String PREFIX = BlobNames.FOLDER + "/";
    /** What comes right after the slash in the order of keys. */
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
        // S3 acknowledges what is safe, and nothing else.
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
    public void deleteJob(UUID jobId) {
        try {
            s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(PREFIX + jobId + "/")).contents().stream()
                    .forEach(blob ->
                            s3.deleteObject(delete -> delete.bucket(bucket).key(blob.key())));
        } catch (SdkException e) {
            LOG.warnf("The blobs of job %s could not be removed and are left to the sweeper: %s", jobId, e);
        }
    }

    @Override
    public BlobPage jobs(Instant limit, UUID after, int most) {
        // A bucket is listed in the order of keys, so that the blobs of a job follow one another.
        String start = after == null ? null : PREFIX + after + AFTER_FOLDER;
        Map<UUID, Instant> newest = new LinkedHashMap<>();
        UUID last = null;
        for (S3Object blob : s3.listObjectsV2Paginator(
                        list -> list.bucket(bucket).prefix(PREFIX).startAfter(start))
                .contents()) {
            Optional<UUID> job = job(blob);
            if (job.isEmpty()) {
                LOG.debugf("%s is no job's blob and is left alone", blob.key());
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

    /** Aborts uploads of several parts that nobody goes on with; until then their parts are stored, and paid for. */
    @Override
    public void sweepUnfinished(Instant limit) {
        // Without a prefix: MinIO takes it for a whole key.
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
                LOG.infof("Swept the unfinished upload of %s, left by a process that died", upload.key());
            }
        } catch (NoSuchUploadException e) {
            LOG.debugf("The upload of %s ended meanwhile", upload.key());
        }
    }
}
