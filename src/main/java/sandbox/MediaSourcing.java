package sandbox;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.HashSet;
import java.util.Set;

/**
 * Further media that Meta may show in an ordinary ad, {@code media_sourcing_spec}: up to ten, the post's own among
 * them. Images with a {@code group_id} are variants of one picture; videos have none. Meta docs, "Multi-media ads".
 */
final class MediaSourcing {
    static final String NAME = "media_sourcing_spec";

    private static final int MOST = 10;
    private static final Set<String> KEYS =
            Rule.words("images videos titles bodies descriptions destinations related_media push_metadata_ids");
    private static final Set<String> VIDEO_KEYS = Rule.words("""
            video_id original_video_id source opt_in_status thumbnail_url thumbnail_source thumbnail_hash
            text_customizations destination_customizations placement_customizations
            """);

    private final ImageNodes images;
    private final VideoNodes videos;

    MediaSourcing(ImageNodes images, VideoNodes videos) {
        this.images = images;
        this.videos = videos;
    }

    void check(JsonNode spec, JsonNode story, String accountId) {
        Json.checkKeys(spec, KEYS, NAME);
        JsonNode pictures = spec.path("images");
        JsonNode films = spec.path("videos");
        if (spec.has("related_media") && (spec.has("images") || spec.has("videos"))) {
            throw refused("related_media and a list of media exclude each other");
        }
        if (pictures.size() + films.size() > MOST) {
            throw refused("At most " + MOST + " media are allowed, got " + (pictures.size() + films.size()));
        }
        Set<String> seen = new HashSet<>();
        for (JsonNode picture : pictures) {
            String hash = picture.path("hash").asText();
            images.checkKnown(accountId, hash);
            checkNew(seen, hash);
        }
        for (JsonNode film : films) {
            Json.checkKeys(film, VIDEO_KEYS, NAME + "[videos]");
            String id = film.path("video_id").asText();
            videos.checkReady(accountId, id);
            checkNew(seen, id);
        }
        checkPrimary(seen, StorySpec.content(story));
    }

    private static void checkNew(Set<String> seen, String medium) {
        if (!seen.add(medium)) {
            throw refused("The medium " + medium + " is listed twice");
        }
    }

    private static void checkPrimary(Set<String> listed, JsonNode content) {
        String video = Json.text(content, "video_id");
        String primary = video != null ? video : Json.text(content, "image_hash");
        if (!listed.isEmpty() && (primary == null || !listed.contains(primary))) {
            throw refused("The list must contain the medium of object_story_spec");
        }
    }

    private static Refusal refused(String reason) {
        return Refusal.parameter(reason).blame(NAME);
    }
}
