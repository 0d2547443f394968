package graph;

import clients.Account;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Creatives in Meta's words: what a caller wrote, as an {@code object_story_spec}. */
@Singleton
public class Creatives {

    private static final String STORY = "object_story_spec";
    private static final String URL_TAGS = "url_tags";
    private static final List<String> READ_BACK = List.of("id", "status", URL_TAGS, "adlabels{name}");

    /** Meta has the creative, and will not show it. */
    private static final Set<String> DEAD = Set.of("DELETED", "WITH_ISSUES");

    private final ObjectMapper mapper;
    private final Buttons buttons;

    @Inject
    public Creatives(ObjectMapper mapper, Buttons buttons) {
        this.mapper = mapper;
        this.buttons = buttons;
    }

    /** A creative with a picture: {@code link_data}. */
    public Creation image(JsonNode input, String clientId, Account account, String key, String imageHash) {
        ObjectNode story = story(input, account);
        ObjectNode link = story.putObject("link_data");
        link.put("link", buttons.address(input, account));
        put(link, "message", input.path("message"));
        put(link, "name", input.path("headline"));
        put(link, "description", input.path("description"));
        link.put("image_hash", imageHash);
        link.set("call_to_action", buttons.of(input, account));
        return creation(input, clientId, null, account, key, story);
    }

    /**
     * A creative with a video: {@code video_data}. It has no link of its own, so that the button is its only way to the
     * advertiser's page.
     */
    public Creation video(
            JsonNode input,
            String clientId,
            UUID jobId,
            Account account,
            String key,
            String videoId,
            String imageHash) {
        ObjectNode story = story(input, account);
        ObjectNode video = story.putObject("video_data");
        video.put("video_id", videoId);
        video.put("image_hash", imageHash);
        put(video, "title", input.path("title"));
        put(video, "message", input.path("message"));
        put(video, "link_description", input.path("description"));
        video.set("call_to_action", buttons.of(input, account));
        return creation(input, clientId, jobId, account, key, story);
    }

    /** Reads a creative back with all that it was made of, to see that it is what was asked for. */
    public GraphRequest readBack(String creativeId, Creation creation) {
        Set<String> fields = new LinkedHashSet<>(READ_BACK);
        fields.addAll(creation.request().fields().keySet());
        return GraphRequest.read(creation.request().account(), creativeId, String.join(",", fields));
    }

    /**
     * Compares a creative that was read back with what was sent, and checks that its status lets it be shown.
     *
     * @param creative Meta's answer
     * @param creation what was asked for
     */
    public Verification verify(JsonNode creative, Creation creation) {
        Comparison comparison = new Comparison();
        creation.request()
                .fields()
                .forEach((name, value) -> comparison.compare(name, mapper.valueToTree(value), creative.path(name)));
        String status = creative.path("status").asText();
        if (DEAD.contains(status)) {
            comparison.add("status", null, status);
        }
        return Verification.of(comparison.differences(), !Labels.isOneOn(creative, creation.key()));
    }

    /**
     * What the read-back says.
     *
     * @param verified whether the creative is what was asked for
     * @param deduplicated whether it is an equal one that existed before: Meta does not create a creative that is not
     *     unique, it returns the existing one, without our label
     * @param differences where it is not what was asked for
     */
    public record Verification(boolean verified, boolean deduplicated, List<Difference> differences) {

        /** The creative could not be read back. */
        public static final Verification UNCONFIRMED = new Verification(false, false, List.of());

        static Verification of(List<Difference> differences, boolean deduplicated) {
            return new Verification(differences.isEmpty(), deduplicated, differences);
        }
    }

    private ObjectNode story(JsonNode input, Account account) {
        ObjectNode story = mapper.createObjectNode();
        story.put("page_id", account.pageId());
        String instagram = input.path("instagram_user_id").asText(account.instagramUserId());
        if (instagram != null) {
            story.put("instagram_user_id", instagram);
        }
        return story;
    }

    private static Creation creation(
            JsonNode input, String clientId, UUID jobId, Account account, String key, ObjectNode story) {
        Map<String, Object> fields = new LinkedHashMap<>();
        String name = input.path("name").asText();
        fields.put("name", name);
        fields.put(STORY, story);
        if (input.hasNonNull(URL_TAGS)) {
            fields.put(URL_TAGS, input.get(URL_TAGS).asText());
        }
        GraphRequest request = GraphRequest.create(account, Creation.Kind.CREATIVE.edge(), fields);
        return new Creation(Creation.Kind.CREATIVE, key, clientId, jobId, null, name, request);
    }

    private static void put(ObjectNode node, String field, JsonNode value) {
        if (!value.isMissingNode() && !value.isNull()) {
            node.set(field, value);
        }
    }
}
