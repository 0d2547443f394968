package jobs;

import blobs.BlobNames;
import blobs.BlobStore;
import blobs.NewBlob;
import calls.ApiCall;
import calls.CallClients;
import calls.HeldKey;
import calls.Reply;
import calls.UploadedFile;
import clients.Client;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import graph.Buttons;
import idempotency.IdempotencyKeys;
import media.MediaTypes;
import org.jboss.logging.MDC;

import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Makes a job of the video that a caller sent. */
@Singleton
public class VideoIntake {

    /** The field of log lines that names the job. */
    private static final String LOG_FIELD = "job_id";

    private static final String CLIENT_ID = "client_id";
    private static final String VIDEO = "video";
    private static final String THUMBNAIL = "thumbnail";

    private final CallClients clients;
    private final IdempotencyKeys keys;
    private final Buttons buttons;
    private final JobQuota quota;
    private final MediaTypes types;
    private final BlobNames names;
    private final BlobStore blobs;
    private final ObjectMapper mapper;
    private final JobsConfig config;

    @Inject
    public VideoIntake(
            CallClients clients,
            IdempotencyKeys keys,
            Buttons buttons,
            JobQuota quota,
            MediaTypes types,
            BlobNames names,
            BlobStore blobs,
            ObjectMapper mapper,
            JobsConfig config) {
        this.clients = clients;
        this.keys = keys;
        this.buttons = buttons;
        this.quota = quota;
        this.types = types;
        this.names = names;
        this.blobs = blobs;
        this.mapper = mapper;
        this.config = config;
    }

    /** Lets a request pass whose button leads to its link, and claims the Idempotency-Key, if there is one. */
    public void begin(ApiCall call) throws SQLException, IOException {
        NewJob job = NewJob.begun();
        call.note(job);
        MDC.put(LOG_FIELD, job.jobId().toString());
        call.atEnd(() -> MDC.remove(LOG_FIELD));
        buttons.check(call.body());
        keys.claim(call);
    }

    /** Lets a request pass whose Instagram account is no other client's, and whose client may have one more job. */
    public void checkClient(ApiCall call) throws SQLException {
        clients.checkInstagram(call);
        quota.take(call.clientId());
    }

    /** Lets files pass that Meta can show. */
    public void checkFiles(ApiCall call) throws IOException {
        NewJob job = job(call);
        UploadedFile video = call.files().get(VIDEO);
        UploadedFile thumbnail = call.files().get(THUMBNAIL);
        String videoName = names.video(job.jobId(), types.video(VIDEO, video.path()));
        NewBlob thumbnailBlob = thumbnail == null
                ? null
                : new NewBlob(names.thumbnail(job.jobId(), types.image(THUMBNAIL, thumbnail.path())), thumbnail.path());
        call.note(job.of(new NewBlob(videoName, video.path()), thumbnailBlob, video.size()));
    }

    /** The blob that the video becomes. */
    public static NewBlob video(ApiCall call) {
        return job(call).video();
    }

    /** Whether the caller sent a thumbnail. */
    public static boolean hasThumbnail(ApiCall call) {
        return thumbnail(call) != null;
    }

    /** The blob that the thumbnail becomes. */
    public static NewBlob thumbnail(ApiCall call) {
        return job(call).thumbnail();
    }

    /** The parameters of {@code insert-job.sql}. */
    public Map<String, Object> row(ApiCall call) {
        NewJob job = job(call);
        Client client = call.client();
        ObjectNode input = call.body().deepCopy();
        input.remove(CLIENT_ID);
        Map<String, Object> row = new HashMap<>();
        row.put("job_id", job.jobId().toString());
        row.put(CLIENT_ID, client.clientId());
        row.put("type", VideoSteps.TYPE);
        row.put("ad_account_id", client.adAccountId());
        row.put("page_id", client.pageId());
        row.put("instagram_user_id", client.instagramUserId());
        row.put("input", input.toString());
        row.put("video_path", job.video().name());
        row.put("thumbnail_path", hasThumbnail(call) ? job.thumbnail().name() : null);
        row.put("bytes_total", job.bytes());
        row.put("max_attempts", config.maxAttempts());
        HeldKey held = call.held();
        Reply answer = answer(job);
        row.put("key", held == null ? null : held.key());
        row.put("owner", held == null ? null : held.owner().toString());
        row.put("status", answer.status());
        row.put("content_type", answer.contentType());
        row.put("location", answer.headers().get(Reply.LOCATION));
        row.put("answer", answer.text());
        return row;
    }

    private Reply answer(NewJob job) {
        String id = job.jobId().toString();
        return new Reply(
                202,
                Reply.JSON,
                mapper.createObjectNode().put("job_id", id).toString(),
                Map.of(Reply.LOCATION, "/v1/jobs/" + id));
    }

    /**
     * Answers with the job, whose row is committed. Its blobs are its own: nothing that fails from here on may remove them.
     *
     * @param row null where another run has taken the key over, and the job was not accepted
     */
    public void accepted(ApiCall call, String row) {
        if (row == null) {
            throw IdempotencyKeys.inProgress();
        }
        NewJob job = job(call).accepted();
        call.note(job);
        call.letGo();
        call.reply(answer(job));
    }

    /** The id of the job to wake. */
    public static UUID jobId(ApiCall call) {
        return job(call).jobId();
    }

    /** Removes the blobs of a job that was not accepted. To ask a bucket for blobs costs: only where some were sent. */
    public void abandon(ApiCall call) {
        NewJob job = job(call);
        if (job != null && job.mayLeaveBlobs()) {
            blobs.deleteJob(job.jobId());
        }
    }

    private static NewJob job(ApiCall call) {
        return call.noted(NewJob.class);
    }
}
