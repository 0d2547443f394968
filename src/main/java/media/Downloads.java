package media;

import blobs.BlobNames;
import blobs.BlobStore;
import blobs.LocalWindow;
import blobs.NewBlob;
import calls.UploadedFile;
import failures.Kind;
import failures.Rejected;
import failures.Wait;
import flow.Bodies;
import jobs.JobResult;
import jobs.JobRun;
import jobs.Progress;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jboss.logging.Logger;
import outbound.AnswerTooLargeException;
import outbound.CallTimeoutException;
import outbound.OutboundClient;
import outbound.OutboundConfig;
import outbound.OutboundPolicy;
import outbound.PrivateAddressException;
import shares.Places;
import shares.ShareOwner;
import shares.SharesConfig;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Downloads the file of a medium with as many requests as it takes. Received bytes are stored in a file. So after a
 * broken connection, or the death of a worker, the download resumes there, if the server can send the rest.
 */
@Singleton
public class Downloads {

    /** Downloads a job's file and makes it a blob. */
    public static final String ROUTE = "direct:download-medium";

    private static final Logger LOG = Logger.getLogger(Downloads.class);

    private static final String FIELD = "url";
    private static final Duration PLACE_TAKEN = Duration.ofSeconds(5);
    private static final int BUFFER = 64 * 1024;
    /** Number of bytes from which a file's type is detected. */
    private static final int HEAD = 512;

    private static final Duration BETWEEN_PROOFS = Duration.ofSeconds(1);

    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final MediaRepository media;
    private final MediaSources sources;
    private final MediaTypes types;
    private final MediaConfig config;
    private final BlobStore blobs;
    private final BlobNames names;
    private final OutboundPolicy policy;
    private final Places places;

    @Inject
    public Downloads(
            MediaRepository media,
            MediaSources sources,
            MediaTypes types,
            MediaConfig config,
            BlobStore blobs,
            BlobNames names,
            OutboundConfig outbound,
            SharesConfig shares) {
        this.media = media;
        this.sources = sources;
        this.types = types;
        this.config = config;
        this.blobs = blobs;
        this.names = names;
        this.policy = OutboundPolicy.of(outbound);
        this.places = new Places(config.downloads(), shares);
    }

    /** A slot for a download in this process, which the run holds until it releases it. */
    private record Place(ShareOwner owner) {}

    /** Returns true if the job names a URL whose file is not complete here. */
    public boolean isNeeded(JobRun run) {
        return isByUrl(run) && !isHere(run);
    }

    private static boolean isByUrl(JobRun run) {
        return !run.job().hasFile();
    }

    /** A worker that died may have stored the file without recording it. */
    private boolean isHere(JobRun run) {
        try {
            blobs.check(run.job().blobVideoPath());
            return true;
        } catch (Rejected missing) {
            return false;
        }
    }

    /**
     * Begins or resumes the download.
     *
     * @throws Wait if the maximum number of downloads is reached, in total or for the client
     */
    public void begin(JobRun run) throws SQLException, IOException {
        ShareOwner owner = ShareOwner.client(run.clientId());
        if (places.take(owner) != Places.Grant.TAKEN) {
            throw new Wait(
                    Kind.UNAVAILABLE,
                    Wait.Reason.ROOM,
                    PLACE_TAKEN.plusMillis(ThreadLocalRandom.current().nextLong(PLACE_TAKEN.toMillis())),
                    "Other files are being downloaded first (creative.media.downloads).");
        }
        run.note(new Place(owner));
        Source source = media.source(MediaUpload.id(run));
        if (source.source() == null) {
            throw new Rejected(Kind.DOWNLOAD_FAILED, "The file is no longer kept, nor is its URL. Send it again.");
        }
        Download download = new Download(
                policy.check(sources.open(source.source(), run.clientId(), run.account())),
                policy,
                config.downloadTimeout());
        if (source.version() != null && source.file() != null) {
            Path partial = blobs.partial(run.job().jobId(), source.file());
            if (Files.isRegularFile(partial)) {
                download.resume(partial, source.file(), source.version(), Files.size(partial));
            }
        }
        run.note(download);
    }

    /** Returns true while bytes are missing. */
    public boolean isUnfinished(JobRun run) {
        return !download(run).isWhole();
    }

    /** Requests the file, or its missing part. */
    public void write(Exchange exchange) {
        Message message = exchange.getMessage();
        JobRun run = Bodies.travelling(exchange, JobRun.class);
        run.prove();
        Download download = download(run);
        download.begin();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_URI, download.address().toString());
        message.setHeader(Exchange.HTTP_METHOD, "GET");
        message.setHeader("Accept-Encoding", "identity");
        if (download.arrived() > 0 && download.version() != null) {
            message.setHeader("Range", "bytes=" + download.arrived() + "-");
            if (!isLength(download.version())) {
                message.setHeader("If-Range", download.version());
            }
        }
        message.setHeader(OutboundClient.TIME_LEFT_MILLIS, download.leftMillis());
        message.setBody(null);
    }

    /** Processes the server's answer. */
    public void receive(Exchange exchange) throws IOException, SQLException {
        JobRun run = Bodies.travelling(exchange, JobRun.class);
        DownloadAnswer answer = DownloadAnswer.of(exchange);
        exchange.getMessage().setBody(run);
        receive(run, answer);
    }

    private void receive(JobRun run, DownloadAnswer answer) throws IOException, SQLException {
        Download download = download(run);
        try (InputStream body = answer.body() == null ? InputStream.nullInputStream() : answer.body()) {
            switch (answer.status()) {
                case OK -> {
                    restart(run, download, answer);
                    save(run, download, answer, body);
                }
                case PARTIAL -> {
                    if (isRest(download, answer)) {
                        save(run, download, answer, body);
                    } else {
                        forget(download);
                    }
                }
                case 301, 302, 303, 307, 308 -> download.follow(answer.location());
                case RANGE_NOT_SATISFIABLE -> unsatisfied(download);
                case 401, 403 ->
                    throw download.refused("refuses to send the file (" + answer.status()
                            + "). It needs a link that anybody can open; one that is signed must be valid until the"
                            + " download begins, and while it lasts");
                case 404, 410 -> throw download.refused("has no file at this URL (" + answer.status() + ")");
                case 408, 425, 429 -> download.failed("answers " + answer.status(), null);
                default -> {
                    if (answer.status() < 500) {
                        throw download.refused("answers " + answer.status() + " instead of a file");
                    }
                    download.failed("answers " + answer.status(), null);
                }
            }
        }
    }

    /** The whole file follows. It is written to a new file, to which no earlier worker with this job writes. */
    private void restart(JobRun run, Download download, DownloadAnswer answer) throws IOException, SQLException {
        String name = "part-" + run.job().fence() + "-" + UUID.randomUUID();
        Path before = download.file();
        download.keepIn(blobs.partial(run.job().jobId(), name), name, version(answer));
        checkLength(download, answer.total());
        media.downloads(MediaUpload.id(run), download.version(), name, run.job());
        if (before != null) {
            Files.deleteIfExists(before);
        }
    }

    /** Identifies the version of the file; null if the server does not identify it. */
    private static String version(DownloadAnswer answer) {
        return answer.validator() != null || answer.total() == null ? answer.validator() : "length:" + answer.total();
    }

    private static boolean isLength(String version) {
        return version == null || version.startsWith("length:");
    }

    private static boolean isRest(Download download, DownloadAnswer answer) {
        String version = download.version();
        if (version == null || answer.first() != download.arrived()) {
            return false;
        }
        return answer.validator() == null && !isLength(version) || version.equals(version(answer));
    }

    /** The received bytes belong to another version of the file. */
    private static void forget(Download download) {
        download.failed("sends another part than it was asked for", null);
        download.keepIn(download.file(), download.fileName(), null);
    }

    /** All bytes were here when the connection broke off, or the file has changed. */
    private static void unsatisfied(Download download) {
        if (download.version() != null && download.version().equals("length:" + download.arrived())) {
            download.end();
        } else {
            forget(download);
        }
    }

    private void checkLength(Download download, Long total) {
        if (total != null && total > config.maxDownload().asLongValue()) {
            throw tooLarge(download);
        }
    }

    private Rejected tooLarge(Download download) {
        return new Rejected(
                Kind.TOO_LARGE,
                "The file at %s has more than %d bytes (creative.media.max-download)."
                        .formatted(download.host(), config.maxDownload().asLongValue()));
    }

    /** Writes the bytes at their own offset, so that even two workers with the same job write the same file. */
    private void save(JobRun run, Download download, DownloadAnswer answer, InputStream body)
            throws IOException, SQLException {
        long before = download.arrived();
        long limit = config.maxDownload().asLongValue();
        byte[] buffer = new byte[BUFFER];
        long proved = System.nanoTime();
        boolean seen = before > 0;
        try (FileChannel file =
                FileChannel.open(download.file(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (before == 0) {
                file.truncate(0);
            }
            for (int count = seen ? body.read(buffer) : body.readNBytes(buffer, 0, HEAD);
                    count > 0;
                    count = body.read(buffer)) {
                if (!seen) {
                    checkHead(download, answer, buffer, count);
                    seen = true;
                }
                if (download.arrived() + count > limit) {
                    throw tooLarge(download);
                }
                write(file, ByteBuffer.wrap(buffer, 0, count), download.arrived());
                download.arrived(count);
                if (System.nanoTime() - proved > BETWEEN_PROOFS.toNanos()) {
                    run.prove();
                    proved = System.nanoTime();
                }
            }
        } catch (AnswerTooLargeException e) {
            throw tooLarge(download);
        }
        ended(download, answer);
    }

    private static void write(FileChannel file, ByteBuffer bytes, long at) throws IOException {
        long place = at;
        while (bytes.hasRemaining()) {
            place += file.write(bytes, place);
        }
    }

    private static void ended(Download download, DownloadAnswer answer) {
        if (download.arrived() == 0) {
            throw download.refused("sends an empty file");
        }
        if (answer.total() != null && download.arrived() < answer.total()) {
            download.failed("breaks off", null);
        } else {
            download.end();
        }
    }

    /** Checks the type from the first bytes, before a large file of another type is downloaded. */
    private static void checkHead(Download download, DownloadAnswer answer, byte[] buffer, int count) {
        if (MediaTypes.detect(buffer, count) != null) {
            return;
        }
        String text = new String(buffer, 0, count, StandardCharsets.ISO_8859_1)
                .stripLeading()
                .toLowerCase(Locale.ROOT);
        if (text.startsWith("<!doctype html") || text.startsWith("<html") || isHtml(answer.contentType())) {
            throw new Rejected(
                    Kind.DOWNLOAD_FAILED,
                    "What is at " + download.host()
                            + " is a share page, not a file. Give a direct link: for Dropbox the"
                            + " same with dl=1, for Google Drive https://drive.google.com/uc?export=download&id={id} (up to"
                            + " 100 MB), for S3 and others a signed URL of the object.");
        }
        throw Rejected.field(
                Kind.UNSUPPORTED_MEDIA_TYPE,
                FIELD,
                "What is at " + download.host()
                        + " is neither a JPEG or PNG picture nor an MP4 or MOV video, by its content.");
    }

    private static boolean isHtml(String contentType) {
        return contentType != null
                && contentType.toLowerCase(Locale.ROOT).matches("(text/html|application/xhtml\\+xml)\\s*(;.*)?");
    }

    /**
     * A request broke off: it is repeated from that offset.
     *
     * @throws failures.Failure if a repetition is useless
     */
    public void broken(JobRun run, Exception failure) {
        Download download = download(run);
        LOG.debugf("A download from %s breaks off: %s", download.host(), failure);
        if (failure instanceof PrivateAddressException) {
            throw new Rejected(
                    Kind.DOWNLOAD_FAILED,
                    download.host() + " is not on the public internet, and this service calls nothing else"
                            + " (creative.outbound.allow-private-addresses).");
        }
        if (failure instanceof AnswerTooLargeException) {
            throw tooLarge(download);
        }
        if (failure instanceof CallTimeoutException) {
            download.failedInVain("sends nothing, or too slowly (creative.media.download-rate)", failure);
        } else {
            download.failed("cannot be reached, or breaks off", failure);
        }
    }

    /** The blob that the file becomes. */
    public NewBlob blob(JobRun run) {
        return new NewBlob(run.job().blobVideoPath(), download(run).file());
    }

    /** Releases the slot. */
    public void end(JobRun run) {
        Place place = run.noted(Place.class);
        if (place != null && place.owner() != null) {
            places.giveBack(place.owner());
            run.note(new Place(null));
        }
    }

    /** The file is complete here, downloaded or uploaded by the caller. */
    void finish(JobRun run) throws IOException {
        JobResult result = JobResult.medium(MediaUpload.id(run));
        run.reach(isByUrl(run) ? Progress.measured(run.step(), result, size(run)) : Progress.done(run.step(), result));
    }

    private long size(JobRun run) throws IOException {
        Download download = run.noted(Download.class);
        return download == null ? blobs.size(run.job().blobVideoPath()) : download.arrived();
    }

    /** Inspects the downloaded file; an uploaded file was inspected when it was accepted. */
    void inspect(JobRun run) throws IOException, SQLException {
        if (isByUrl(run)) {
            LocalWindow open = blobs.open(run.job().blobVideoPath());
            run.open(open);
            FileFacts facts = types.inspect(FIELD, open.file());
            if (facts.kind() == Medium.Kind.IMAGE
                    && facts.bytes() > config.maxImage().asLongValue()) {
                throw Rejected.field(
                        Kind.TOO_LARGE,
                        FIELD,
                        "The picture has %d bytes; it may have %d."
                                .formatted(facts.bytes(), config.maxImage().asLongValue()));
            }
            run.note(media.identify(MediaUpload.id(run), facts.digested(digest(run, open.file())), run.job()));
        }
        run.reach(Progress.done(run.step(), null));
    }

    private static String digest(JobRun run, Path file) throws IOException {
        MessageDigest digest = UploadedFile.digest();
        byte[] buffer = new byte[BUFFER];
        long proved = System.nanoTime();
        try (InputStream bytes = Files.newInputStream(file)) {
            for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
                digest.update(buffer, 0, count);
                if (System.nanoTime() - proved > BETWEEN_PROOFS.toNanos()) {
                    run.prove();
                    proved = System.nanoTime();
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static Download download(JobRun run) {
        return run.noted(Download.class);
    }
}
