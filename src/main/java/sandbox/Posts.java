package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Existing posts on Facebook, {@code <page>_<post>}, and existing media on Instagram, from which creatives are made.
 * Any of them exists and can be promoted, unless {@link Settings} say otherwise: a post can be {@code unavailable} or
 * {@code not_promotable}, a medium on Instagram {@code unavailable} or ineligible for the reason that is given.
 */
final class Posts {
    static final String POST = "object_story_id";
    static final String INSTAGRAM = "source_instagram_media_id";

    static final String UNAVAILABLE = "unavailable";
    static final String NOT_PROMOTABLE = "not_promotable";

    private static final String ELIGIBILITY = "boost_eligibility_info";
    private static final Set<String> POST_FIELDS = Rule.words("""
            id message created_time updated_time from is_eligible_for_promotion is_published permalink_url promotable_id
            status_type
            """);
    private static final Set<String> MEDIA_FIELDS = Rule.words("""
            id boost_eligibility_info caption comments_count ig_id is_shared_to_feed like_count media_product_type
            media_type media_url owner permalink shortcode thumbnail_url timestamp username
            """);

    private final Settings settings;

    Posts(Settings settings) {
        this.settings = settings;
    }

    /** Checks what a creative says of an existing post. */
    void check(ObjectNode creative) {
        JsonNode story = creative.path(StorySpec.NAME);
        if (creative.has(POST)) {
            checkPost(creative.path(POST).asText());
            if (creative.path(AssetFeed.NAME).has(AssetFeed.RULES)) {
                throw AssetFeed.refused("asset_customization_rules cannot be used with an existing post");
            }
            if (creative.has(StorySpec.NAME)) {
                throw Refusal.parameter("Only one of object_story_id and object_story_spec can be set")
                        .blame(POST, StorySpec.NAME);
            }
        }
        if (creative.has(INSTAGRAM)) {
            if (creative.has(StorySpec.NAME) && StorySpec.identityOnly(story)) {
                throw StorySpec.linkRequired();
            }
            if (creative.has(StorySpec.NAME) || creative.has(POST)) {
                throw Refusal.invalid(
                        1487929,
                        "Ambiguous post",
                        "The creative names an Instagram medium and another post.",
                        INSTAGRAM,
                        StorySpec.NAME);
            }
            checkMedium(creative.path(INSTAGRAM).asText());
        }
    }

    private void checkPost(String id) {
        if (!id.matches("\\d+_\\d+")) {
            throw Refusal.parameter("Param object_story_id must be a page's id and a post's, such as 12_34")
                    .blame(POST);
        }
        switch (settings.postProblem(id).orElse("")) {
            case UNAVAILABLE ->
                throw Refusal.invalid(
                        1885557, "Post is not available", "The post " + id + " is deleted or not visible.", POST);
            case NOT_PROMOTABLE ->
                throw Refusal.invalid(
                        1487472,
                        "Post cannot be promoted",
                        "The post " + id + " is of a type for which no ads exist.",
                        POST);
            default -> {
                // promotable
            }
        }
    }

    private void checkMedium(String id) {
        Optional<String> problem = settings.mediumProblem(id);
        if (!id.matches("\\d+") || problem.filter(UNAVAILABLE::equals).isPresent()) {
            throw Refusal.unknownObject("GET", id).blame(INSTAGRAM);
        }
        problem.ifPresent(reason -> {
            throw Refusal.invalid(2875030, "Post cannot be boosted", reason, INSTAGRAM);
        });
    }

    /** @return the page whose post a creative shows */
    static Optional<String> page(ObjectNode creative) {
        return Optional.ofNullable(Json.text(creative, POST)).map(post -> post.split("_")[0]);
    }

    /** @return what can be read of a post or medium; empty where the id or the fields are of something else */
    Optional<ObjectNode> read(String id, List<String> fields) {
        if (id.matches("\\d+_\\d+") && POST_FIELDS.containsAll(fields)) {
            return settings.postProblem(id).filter(UNAVAILABLE::equals).isPresent()
                    ? Optional.empty()
                    : Optional.of(post(id));
        }
        if (id.matches("\\d+") && fields.contains(ELIGIBILITY) && MEDIA_FIELDS.containsAll(fields)) {
            Optional<String> problem = settings.mediumProblem(id);
            return problem.filter(UNAVAILABLE::equals).isPresent()
                    ? Optional.empty()
                    : Optional.of(medium(id, problem));
        }
        return Optional.empty();
    }

    private ObjectNode post(String id) {
        ObjectNode post = Json.object().put("id", id).put("message", "Post " + id);
        post.putObject("from").put("id", id.split("_")[0]);
        boolean promotable = settings.postProblem(id).isEmpty();
        return post.put("is_published", true)
                .put("is_eligible_for_promotion", promotable)
                .put("promotable_id", id)
                .put("permalink_url", "https://www.facebook.com/" + id);
    }

    private static ObjectNode medium(String id, Optional<String> problem) {
        ObjectNode medium =
                Json.object().put("id", id).put("media_type", "IMAGE").put("caption", "Medium " + id);
        ObjectNode eligibility = medium.putObject(ELIGIBILITY).put("eligible_to_boost", problem.isEmpty());
        problem.ifPresent(reason -> eligibility.put("boost_ineligible_reason", reason));
        return medium.put("permalink", "https://www.instagram.com/p/" + id);
    }
}
