package media;

import calls.PageCursor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import database.Database;
import database.Statement;
import failures.Kind;
import failures.NotFound;
import failures.Wait;
import jobs.Job;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Database access for media. */
@Singleton
public class MediaRepository {

    private static final Statement SELECT_MEDIA = Statement.named("select-media");
    private static final Statement SELECT_MEDIA_PAGE = Statement.named("select-media-page");
    private static final Statement SELECT_KNOWN_MEDIA = Statement.named("select-known-media");
    private static final Statement SELECT_OWN_MEDIUM = Statement.named("select-own-medium");
    private static final Statement KEEP_READY_MEDIUM = Statement.named("keep-ready-medium");
    private static final Statement NOTE_MEDIUM_ON_ITS_WAY = Statement.named("note-medium-on-its-way");
    private static final Statement NOTE_MEDIUM_CHECKED = Statement.named("note-medium-checked");
    private static final Statement SELECT_MEDIUM_SOURCE = Statement.named("select-medium-source");
    private static final Statement NOTE_MEDIUM_DOWNLOAD = Statement.named("note-medium-download");
    private static final Statement IDENTIFY_MEDIUM = Statement.named("identify-medium");
    private static final Statement DELETE_MEDIUM = Statement.named("delete-medium");

    /** PostgreSQL's {@code unique_violation}. */
    private static final String TAKEN = "23505";

    private static final Duration SOON = Duration.ofSeconds(2);

    private final Database database;
    private final ObjectMapper mapper;

    @Inject
    public MediaRepository(Database database, ObjectMapper mapper) {
        this.database = database;
        this.mapper = mapper;
    }

    /** The existing media among these ids; of any client if that is null. */
    public List<Medium> find(Collection<UUID> ids, String clientId) throws SQLException {
        return database.run(SELECT_MEDIA)
                .with("media_ids", ids)
                .with("client_id", clientId)
                .jsonList(Medium.class);
    }

    /**
     * A medium of the client, or of any client if that is null.
     *
     * @throws NotFound if there is none
     */
    public Medium get(UUID mediaId, String clientId) throws SQLException {
        return find(List.of(mediaId), clientId).stream().findFirst().orElseThrow(() -> absent(mediaId));
    }

    static NotFound absent(UUID mediaId) {
        return new NotFound("There is no medium '" + mediaId + "'.");
    }

    /** A page of media, newest first; a filter that is null does not filter. */
    List<Medium> list(MediaPage page, int limit) throws SQLException {
        PageCursor cursor = page.cursor();
        return database.run(SELECT_MEDIA_PAGE)
                .with("client_id", page.clientId())
                .with("sha256", page.sha256())
                .with("kind", page.kind())
                .with("status", page.status())
                .with("cursor_created_at", cursor == null ? null : cursor.createdAt())
                .with("cursor_media_id", cursor == null ? null : cursor.id())
                .with("limit", limit)
                .jsonList(Medium.class);
    }

    /** A ready medium of these bytes in the ad account, the client's own before another client's. */
    Optional<Medium> known(String clientId, String adAccountId, String sha256) throws SQLException {
        return database.run(SELECT_KNOWN_MEDIA)
                .with("client_id", clientId)
                .with("ad_account_id", adAccountId)
                .with("sha256", sha256)
                .json(Medium.class);
    }

    /** The client's medium of these bytes, ready or on its way to Meta. */
    Optional<Medium> own(String clientId, String adAccountId, String sha256) throws SQLException {
        return database.run(SELECT_OWN_MEDIUM)
                .with("client_id", clientId)
                .with("ad_account_id", adAccountId)
                .with("sha256", sha256)
                .json(Medium.class);
    }

    /**
     * Stores a file that Meta has as a ready medium of the client, unless it is one already.
     *
     * @param asked the id to use for a new medium
     */
    Medium keep(UUID asked, String clientId, String adAccountId, String name, FileFacts facts, AtMeta atMeta)
            throws SQLException {
        return database.run(KEEP_READY_MEDIUM)
                .with("media_id", asked)
                .with("client_id", clientId)
                .with("ad_account_id", adAccountId)
                .with("name", name)
                .with("file", json(facts))
                .with("image_hash", atMeta.imageHash())
                .with("video_id", atMeta.videoId())
                .with("thumbnail_hash", atMeta.thumbnailHash())
                .with("deduplicated", atMeta.known())
                .json(Medium.class)
                .orElseThrow();
    }

    private String json(FileFacts facts) {
        try {
            return mapper.writeValueAsString(facts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Records that Meta still has the medium. */
    Medium checked(UUID mediaId) throws SQLException {
        return database.run(NOTE_MEDIUM_CHECKED)
                .with("media_id", mediaId)
                .json(Medium.class)
                .orElseThrow(() -> absent(mediaId));
    }

    /**
     * Records that a job uploads its medium to Meta.
     *
     * @throws Wait if another job is uploading the same bytes to the same ad account
     */
    void onItsWay(UUID mediaId, Medium.Status status, Job job) throws SQLException {
        try {
            int changed = database.run(NOTE_MEDIUM_ON_ITS_WAY)
                    .with("media_id", mediaId)
                    .with("status", status.name().toLowerCase(Locale.ROOT))
                    .with("job_id", job.jobId())
                    .with("fence", job.fence())
                    .update();
            if (changed == 0) {
                throw absent(mediaId);
            }
        } catch (SQLException e) {
            if (TAKEN.equals(e.getSQLState())) {
                throw new Wait(
                        Kind.UNAVAILABLE,
                        Wait.Reason.MEDIA,
                        SOON,
                        "Another job uploads the same bytes to this ad account.");
            }
            throw e;
        }
    }

    /** The source of a medium's download. */
    Source source(UUID mediaId) throws SQLException {
        return database.run(SELECT_MEDIUM_SOURCE)
                .with("media_id", mediaId)
                .json(Source.class)
                .orElseThrow(() -> absent(mediaId));
    }

    /** Records the version of the medium's file that a job downloads, if known, and the local file. */
    void downloads(UUID mediaId, String version, String file, Job job) throws SQLException {
        int changed = database.run(NOTE_MEDIUM_DOWNLOAD)
                .with("media_id", mediaId)
                .with("source_version", version)
                .with("source_file", file)
                .with("job_id", job.jobId())
                .with("fence", job.fence())
                .update();
        if (changed == 0) {
            throw absent(mediaId);
        }
    }

    /** Records the properties of a downloaded file. */
    Medium identify(UUID mediaId, FileFacts facts, Job job) throws SQLException {
        return database.run(IDENTIFY_MEDIUM)
                .with("media_id", mediaId)
                .with("file", json(facts))
                .with("job_id", job.jobId())
                .with("fence", job.fence())
                .json(Medium.class)
                .orElseThrow(() -> absent(mediaId));
    }

    /**
     * Deletes a medium unless an unfinished job uses it. Returns true if one does; empty if there is no such medium.
     */
    Optional<Boolean> delete(UUID mediaId, String clientId) throws SQLException {
        return database.run(DELETE_MEDIUM)
                .with("media_id", mediaId)
                .with("client_id", clientId)
                .first(row -> row.getBoolean(1));
    }
}
