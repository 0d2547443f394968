package creatives;

import blobs.BlobNames;
import blobs.NewBlob;
import calls.ApiCall;
import calls.CallClients;
import calls.UploadedFile;
import com.fasterxml.jackson.databind.ObjectMapper;
import idempotency.IdempotencyKeys;
import jobs.JobInsert;
import jobs.JobQuota;
import jobs.NewJob;
import media.FileFacts;
import media.MediaTypes;

import java.io.IOException;
import java.sql.SQLException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Creates a job for an uploaded video. */
@Singleton
public class VideoIntake {

    private static final String VIDEO = "video";
    private static final String THUMBNAIL = "thumbnail";

    private final CallClients clients;
    private final IdempotencyKeys keys;
    private final Creatives creatives;
    private final JobQuota quota;
    private final JobInsert inserts;
    private final MediaTypes types;
    private final BlobNames names;
    private final ObjectMapper mapper;

    @Inject
    public VideoIntake(
            CallClients clients,
            IdempotencyKeys keys,
            Creatives creatives,
            JobQuota quota,
            JobInsert inserts,
            MediaTypes types,
            BlobNames names,
            ObjectMapper mapper) {
        this.clients = clients;
        this.keys = keys;
        this.creatives = creatives;
        this.quota = quota;
        this.inserts = inserts;
        this.types = types;
        this.names = names;
        this.mapper = mapper;
    }

    /** Returns true if the call has the video's bytes. */
    public static boolean hasVideo(ApiCall call) {
        return call.files().containsKey(VIDEO);
    }

    /** Checks the button's link, and claims the Idempotency-Key, if there is one. */
    public void begin(ApiCall call) throws SQLException, IOException {
        inserts.begin(call, VideoSteps.TYPE);
        creatives.check(Brief.of(call, Kinds.named(VideoKind.NAME)));
        keys.claim(call);
    }

    /** Checks the Instagram account, and that the client may have one more job. */
    public void checkClient(ApiCall call) throws SQLException {
        clients.checkInstagram(call);
        quota.take(call.clientId());
    }

    /** Checks that Meta can show the files. */
    public void checkFiles(ApiCall call) throws IOException {
        NewJob job = JobInsert.job(call);
        UploadedFile video = call.files().get(VIDEO);
        UploadedFile thumbnail = call.files().get(THUMBNAIL);
        FileFacts facts = types.film(VIDEO, video.path()).digested(video.sha256());
        String videoName = names.video(job.jobId(), facts.mediaType());
        NewBlob thumbnailBlob = thumbnail == null
                ? null
                : new NewBlob(names.thumbnail(job.jobId(), types.image(THUMBNAIL, thumbnail.path())), thumbnail.path());
        call.note(
                job.with(new NewBlob(videoName, video.path()), thumbnailBlob, video.size(), mapper.valueToTree(facts)));
    }
}
