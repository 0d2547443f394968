package graph;

import clients.Account;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Unremovable;
import org.apache.camel.Body;
import org.apache.camel.Variable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Creatives in Meta's words: what a caller wrote, as an {@code object_story_spec}. */
@Singleton
@Unremovable
public class Creatives {

    private static final String DEFAULT_CALL_TO_ACTION = "LEARN_MORE";
    private static final String READ_BACK = "id,name,status,object_story_spec,image_hash,video_id,adlabels{name}";

    private final ObjectMapper mapper;

    @Inject
    public Creatives(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** A creative with a picture: {@code link_data}. */
    public Creation image(
            @Variable("request") JsonNode input,
            @Variable("clientId") String clientId,
            @Variable("account") Account account,
            @Variable("intentKey") String key,
            @Variable("imageHash") String imageHash) {
        ObjectNode story = story(input, account);
        ObjectNode link = story.putObject("link_data");
        put(link, "link", input.path("link"));
        put(link, "message", input.path("message"));
        put(link, "name", input.path("headline"));
        put(link, "description", input.path("description"));
        link.put("image_hash", imageHash);
        link.set("call_to_action", callToAction(input));
        return creation(input, clientId, null, account, key, story);
    }

    /**
     * A creative with a video: {@code video_data}. It has no link of its own, so that the call to action is its only way
     * to the advertiser's page.
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
        video.set("call_to_action", callToAction(input));
        return creation(input, clientId, jobId, account, key, story);
    }

    /** Reads a creative back, to see that it is what was asked for. */
    public GraphRequest readBack(String creativeId, Account account) {
        return GraphRequest.read(account, creativeId, READ_BACK);
    }

    /** Reads the creative back that was just made. */
    public GraphRequest readBackMade(@Variable("intent") Intent intent, @Variable("account") Account account) {
        return readBack(intent.objectId(), account);
    }

    /**
     * Whether a creative that was read back holds the picture or video it was made with.
     *
     * @param creative Meta's answer
     * @param creation what was asked for
     */
    public Verification verify(@Body JsonNode creative, @Variable("creation") Creation creation) {
        JsonNode asked = (JsonNode) creation.request().fields().get("object_story_spec");
        JsonNode made = creative.path("object_story_spec");
        String medium = asked.has("video_data") ? "video_data" : "link_data";
        boolean sameMedium = same(asked, made, medium, "image_hash") && same(asked, made, medium, "video_id");
        return new Verification(sameMedium && samePage(asked, made), !Labels.isOneOn(creative, creation.key()));
    }

    /**
     * What the read-back says.
     *
     * @param verified whether the creative is what was asked for
     * @param deduplicated whether it is an equal one that existed before: Meta does not create a creative that is not
     *     unique, it returns the existing one, without our label
     */
    public record Verification(boolean verified, boolean deduplicated) {

        /** The creative could not be read back. */
        public static final Verification UNCONFIRMED = new Verification(false, false);
    }

    private static boolean samePage(JsonNode asked, JsonNode made) {
        return asked.path("page_id").equals(made.path("page_id"));
    }

    private static boolean same(JsonNode asked, JsonNode made, String medium, String field) {
        JsonNode wanted = asked.path(medium).path(field);
        return wanted.isMissingNode()
                || wanted.asText().equals(made.path(medium).path(field).asText());
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

    private ObjectNode callToAction(JsonNode input) {
        ObjectNode callToAction = mapper.createObjectNode();
        callToAction.put("type", input.path("call_to_action").asText(DEFAULT_CALL_TO_ACTION));
        callToAction.putObject("value").put("link", input.path("link").asText());
        return callToAction;
    }

    private static Creation creation(
            JsonNode input, String clientId, UUID jobId, Account account, String key, ObjectNode story) {
        Map<String, Object> fields = new LinkedHashMap<>();
        String name = input.path("name").asText();
        fields.put("name", name);
        fields.put("object_story_spec", story);
        if (input.hasNonNull("url_tags")) {
            fields.put("url_tags", input.get("url_tags").asText());
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
