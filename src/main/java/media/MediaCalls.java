package media;

import calls.ApiCall;
import calls.PageCursor;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.Conflict;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The API's operations on media. Each method answers its call. */
@Singleton
public class MediaCalls {

    private final MediaRepository media;
    private final MediaView view;
    private final ObjectMapper mapper;

    @Inject
    public MediaCalls(MediaRepository media, MediaView view, ObjectMapper mapper) {
        this.media = media;
        this.view = view;
        this.mapper = mapper;
    }

    /** Shows a medium. */
    public void read(ApiCall call) throws SQLException {
        call.reply(view.of(media.get(id(call), call.scope().clientId())));
    }

    /** Lists a page of media. */
    public void list(ApiCall call) throws SQLException {
        MediaPage page = MediaPage.of(call.parameters());
        // One extra row shows that there is another page.
        List<Medium> found = media.list(page, page.size() + 1);
        List<Medium> shown = found.subList(0, Math.min(page.size(), found.size()));
        ObjectNode answer = mapper.createObjectNode();
        ArrayNode list = answer.putArray("media");
        shown.forEach(medium -> list.add(view.of(medium)));
        call.reply(answer.put(
                "next_cursor",
                found.size() > page.size() ? after(shown.get(page.size() - 1)).encode() : null));
    }

    private static PageCursor after(Medium last) {
        return new PageCursor(last.createdAt(), last.mediaId());
    }

    /**
     * Deletes a medium here; Meta keeps its copy.
     *
     * @throws Conflict if an unfinished job uses it
     */
    public void delete(ApiCall call) throws SQLException {
        UUID mediaId = id(call);
        boolean used =
                media.delete(mediaId, call.scope().clientId()).orElseThrow(() -> MediaRepository.absent(mediaId));
        if (used) {
            throw new Conflict("A job that has not ended uses the medium. Wait for the job, or cancel it.");
        }
        call.replyNothing();
    }

    private static UUID id(ApiCall call) {
        return UUID.fromString(call.parameter("media_id"));
    }
}
