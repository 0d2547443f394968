package media;

import blobs.BlobNames;
import blobs.NewBlob;
import calls.ApiCall;
import calls.Reply;
import calls.UploadedFile;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import idempotency.IdempotencyKeys;
import jobs.JobInsert;
import jobs.JobQuota;
import jobs.NewJob;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Accepts a file, or the URL of one, as a medium: an image in a file while the caller waits, everything else as a job.
 */
@Singleton
public class MediaIntake {

    private static final String FILE = "file";
    private static final String NAME = "name";
    private static final String MEDIA_ID = "media_id";

    private final IdempotencyKeys keys;
    private final JobQuota quota;
    private final JobInsert inserts;
    private final MediaTypes types;
    private final PictureUpload pictures;
    private final KnownMedia known;
    private final MediaRepository media;
    private final MediaSources sources;
    private final MediaView view;
    private final BlobNames names;
    private final ObjectMapper mapper;

    @Inject
    public MediaIntake(
            IdempotencyKeys keys,
            JobQuota quota,
            JobInsert inserts,
            MediaTypes types,
            PictureUpload pictures,
            KnownMedia known,
            MediaRepository media,
            MediaSources sources,
            MediaView view,
            BlobNames names,
            ObjectMapper mapper) {
        this.keys = keys;
        this.quota = quota;
        this.inserts = inserts;
        this.types = types;
        this.pictures = pictures;
        this.known = known;
        this.media = media;
        this.sources = sources;
        this.view = view;
        this.names = names;
        this.mapper = mapper;
    }

    /**
     * The file or URL of a call.
     *
     * @param facts the facts about the file; null for a URL
     * @param remembered the ready medium with the same bytes, which Meta is asked for; or null
     * @param mediaId the id of the medium if it is new
     */
    private record Brought(FileFacts facts, Medium remembered, UUID mediaId) {}

    /** Inspects the file or the URL, and claims the Idempotency-Key, if there is one. */
    public void begin(ApiCall call) throws SQLException, IOException {
        UploadedFile file = call.files().get(FILE);
        FileFacts facts = null;
        if (file == null) {
            sources.check(call.body());
        } else {
            facts = types.inspect(FILE, file.path()).digested(file.sha256());
        }
        call.note(new Brought(facts, null, UUID.randomUUID()));
        if (call.isDryRun()) {
            call.replyOk(found(facts));
            return;
        }
        keys.claim(call);
        if (call.isAnswered()) {
            return;
        }
        if (isPicture(call)) {
            pictures.begin(call, FILE, file, facts);
        } else if (facts != null) {
            findFilm(call, facts);
        }
    }

    /** Answers a dry run with the facts about the file. */
    private ObjectNode found(FileFacts facts) {
        ObjectNode answer = mapper.createObjectNode().put("valid", true);
        if (facts != null) {
            answer.set("kind", mapper.valueToTree(facts.kind()));
            answer.put("sha256", facts.sha256())
                    .put("bytes", facts.bytes())
                    .put("width", facts.width())
                    .put("height", facts.height())
                    .put("duration_ms", facts.durationMs())
                    .put("codec", facts.codec())
                    .set("warnings", mapper.valueToTree(facts.warnings()));
        }
        return answer;
    }

    private void findFilm(ApiCall call, FileFacts facts) throws SQLException {
        Optional<Medium> own = media.own(call.clientId(), call.account().adAccountId(), facts.sha256());
        if (own.isPresent() && !own.get().isReady()) {
            known(call, own.get());
            return;
        }
        Medium remembered = known.remembered(call, facts.sha256()).orElse(null);
        call.note(new Brought(
                facts, remembered, own.map(Medium::mediaId).orElse(brought(call).mediaId())));
    }

    /** Returns true for an image in a file, which is uploaded while the caller waits. */
    public static boolean isPicture(ApiCall call) {
        FileFacts facts = brought(call).facts();
        return facts != null && facts.kind() == Medium.Kind.IMAGE;
    }

    /** Answers with the uploaded image. */
    public void kept(ApiCall call) {
        Medium medium = PictureUpload.medium(call);
        if (PictureUpload.wasThere(call)) {
            known(call, medium);
        } else {
            call.reply(new Reply(201, Reply.JSON, view.of(medium).toString(), at(medium.mediaId())));
        }
    }

    /** Returns true if a ready medium has the same bytes. */
    public static boolean isRemembered(ApiCall call) {
        return brought(call).remembered() != null;
    }

    /** Asks Meta whether it still has that medium. */
    public void look(ApiCall call) {
        call.ask(known.look(brought(call).remembered(), call.account()));
    }

    /** Answers the call if Meta has the medium. A medium of another client becomes one of this client too. */
    public void looked(ApiCall call) throws SQLException {
        Brought brought = brought(call);
        Medium found = brought.remembered();
        if (!known.isThere(found, call)) {
            return;
        }
        known(
                call,
                found.clientId().equals(call.clientId())
                        ? media.checked(found.mediaId())
                        : media.keep(
                                brought.mediaId(),
                                call.clientId(),
                                call.account().adAccountId(),
                                call.body().path(NAME).asText(null),
                                brought.facts(),
                                AtMeta.of(found)));
    }

    private void known(ApiCall call, Medium medium) {
        call.reply(new Reply(
                200, Reply.JSON, view.of(medium).put("deduplicated", true).toString(), at(medium.mediaId())));
    }

    private static Map<String, String> at(UUID mediaId) {
        return Map.of(Reply.LOCATION, "/v1/media/" + mediaId);
    }

    /** Creates the job that uploads it to Meta. */
    public void job(ApiCall call) throws SQLException {
        quota.take(call.clientId());
        Brought brought = brought(call);
        UUID mediaId = brought.mediaId();
        NewJob job = inserts.begin(call, MediaUpload.TYPE);
        ObjectNode input = mapper.createObjectNode()
                .put(MEDIA_ID, mediaId.toString())
                .put(NAME, call.body().path(NAME).asText(null));
        Reply answer = new Reply(
                202,
                Reply.JSON,
                mapper.createObjectNode()
                        .put(MEDIA_ID, mediaId.toString())
                        .put("job_id", job.jobId().toString())
                        .toString(),
                at(mediaId));
        call.note(withFile(
                call,
                job.asking(input, answer).bringing(medium(call, brought)).using(List.of(mediaId)),
                brought.facts()));
    }

    private NewJob withFile(ApiCall call, NewJob job, FileFacts facts) {
        if (facts == null) {
            return job.with(new NewBlob(names.download(job.jobId()), null), null, 0, null);
        }
        UploadedFile file = call.files().get(FILE);
        NewBlob blob = new NewBlob(names.video(job.jobId(), facts.mediaType()), file.path());
        return job.with(blob, null, file.size(), mapper.valueToTree(facts));
    }

    /** The medium's columns, for {@code insert-job.sql}. */
    private ObjectNode medium(ApiCall call, Brought brought) {
        ObjectNode medium = brought.facts() == null
                ? mapper.createObjectNode().put("source", sources.seal(call.body(), call.client()))
                : mapper.valueToTree(brought.facts());
        return medium.put(MEDIA_ID, brought.mediaId().toString())
                .put(NAME, call.body().path(NAME).asText(null));
    }

    /** Another call has created a medium with the same bytes in the meantime: answers with it. */
    public void answerOvertaken(ApiCall call) throws SQLException {
        FileFacts facts = brought(call).facts();
        Optional<Medium> faster = facts == null
                ? Optional.empty()
                : media.own(call.clientId(), call.account().adAccountId(), facts.sha256());
        known(call, faster.orElseThrow(IdempotencyKeys::inProgress));
    }

    private static Brought brought(ApiCall call) {
        return call.noted(Brought.class);
    }
}
