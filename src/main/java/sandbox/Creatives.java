package sandbox;

import static sandbox.Rule.Form.LIST;
import static sandbox.Rule.Form.OBJECT;
import static sandbox.Rule.of;
import static sandbox.Rule.oneOf;
import static sandbox.Rule.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Creatives. Meta docs, "Ad Creative": a creative that is not unique is not made, the existing one's id is returned.
 * Which creatives are equal is not documented; here those of an account whose values are all the same but for name,
 * labels and status.
 */
final class Creatives extends AdObjects {
    private static final int NAME_LENGTH = 100;
    private static final Set<String> CHANGEABLE = Set.of(NAME, Entity.STATUS, ADLABELS);
    private static final List<String> SOURCES =
            List.of(StorySpec.NAME, "object_story_id", "source_instagram_media_id", "asset_feed_spec");

    private static final Rule NAME_RULE = text(NAME).atMost(NAME_LENGTH);
    private static final Rules CREATE = Rules.of(
            NAME_RULE,
            of(StorySpec.NAME, OBJECT),
            text("object_story_id"),
            text("source_instagram_media_id"),
            of("asset_feed_spec", OBJECT),
            text("instagram_user_id"),
            text("url_tags"),
            of("degrees_of_freedom_spec", OBJECT),
            of("contextual_multi_ads", OBJECT),
            text("authorization_category"),
            text("product_set_id"),
            of(ADLABELS, LIST));
    private static final Rules UPDATE =
            Rules.of(NAME_RULE, oneOf(Entity.STATUS, "ACTIVE IN_PROCESS WITH_ISSUES DELETED"), of(ADLABELS, LIST));

    private final StorySpec storySpec;
    private final Map<ObjectNode, Entity> byContent = new HashMap<>();

    Creatives(Store store, Labels labels, StorySpec storySpec) {
        super(store, labels);
        this.storySpec = storySpec;
    }

    @Override
    String edge() {
        return "adcreatives";
    }

    @Override
    String nodeType() {
        return "AdCreative";
    }

    @Override
    Set<String> fields() {
        return FieldNames.AD_CREATIVE;
    }

    @Override
    Rules createRules() {
        return CREATE;
    }

    @Override
    Rules updateRules() {
        return UPDATE;
    }

    @Override
    ObjectNode create(GraphRequest request, String accountId) {
        if (request.params().has("instagram_actor_id")) {
            throw GraphError.parameter("instagram_actor_id is no longer supported, use instagram_user_id");
        }
        return super.create(request, accountId);
    }

    /** Checks the creative that an ad brings along. */
    ObjectNode readInline(Params params, String accountId) {
        ObjectNode values = CREATE.forCreate(params);
        checkCreate(values, accountId);
        return values;
    }

    @Override
    void checkCreate(ObjectNode values, String accountId) {
        if (SOURCES.stream().noneMatch(values::has)) {
            throw GraphError.invalid(
                    1443048,
                    "Object story spec is ill formed",
                    "A creative needs an object_story_spec, or an existing post.",
                    StorySpec.NAME);
        }
        if (values.has(StorySpec.NAME)) {
            storySpec.check(values.get(StorySpec.NAME), accountId);
        }
        if (values.path("degrees_of_freedom_spec")
                .path("creative_features_spec")
                .has("standard_enhancements")) {
            throw GraphError.invalid(
                    3858504,
                    "Standard enhancements is no longer supported",
                    "Opt in to each creative feature on its own.",
                    "degrees_of_freedom_spec");
        }
    }

    @Override
    Entity make(ObjectNode values, String accountId) {
        ObjectNode content = values.deepCopy().without(CHANGEABLE);
        content.put("account_id", accountId);
        Entity equal = byContent.get(content);
        if (equal != null && !equal.deleted()) {
            return equal;
        }
        Entity made = super.make(values, accountId);
        byContent.put(content, made);
        return made;
    }

    @Override
    void complete(ObjectNode values, String accountId) {
        values.put(Entity.STATUS, EffectiveStatus.ACTIVE);
        String post = Json.text(values, "object_story_id");
        String page = Json.text(values.path(StorySpec.NAME), "page_id");
        if (post != null || page != null) {
            values.put("effective_object_story_id", post != null ? post : page + "_" + store().newId());
        }
    }

    @Override
    ObjectNode update(GraphRequest request, Entity creative) {
        for (String name : request.params().names()) {
            boolean content = !CHANGEABLE.contains(name) && fields().contains(name);
            if (content) {
                throw GraphError.invalid(
                        1815573,
                        "Creative Can't Be Edited",
                        "You can only edit the name, status and labels of an existing creative.",
                        name);
            }
        }
        return super.update(request, creative);
    }

    @Override
    void checkUpdate(ObjectNode changes, ObjectNode merged, Entity creative) {}

    @Override
    ObjectNode view(GraphRequest request, Entity creative) {
        ObjectNode view = creative.toJson();
        JsonNode spec = view.path(StorySpec.NAME);
        JsonNode content = StorySpec.content(spec);
        boolean video = spec.has("video_data");
        view.put("object_type", video ? "VIDEO" : "SHARE");
        view.put("actor_id", Json.text(spec, "page_id"));
        copy(content, "image_hash", view, "image_hash");
        copy(content, "image_url", view, "image_url");
        copy(content, "video_id", view, "video_id");
        copy(content, "message", view, "body");
        copy(content, video ? "title" : "name", view, "title");
        copy(content, "link", view, "link_url");
        copy(content.path("call_to_action"), "type", view, "call_to_action_type");
        copy(spec, "instagram_user_id", view, "instagram_user_id");
        String picture = "image-" + content.path("image_hash").asText(creative.id());
        view.put("thumbnail_url", request.picture(picture));
        if (content.has("image_hash")) {
            view.put("image_url", request.picture(picture));
        }
        return view;
    }

    private static void copy(JsonNode from, String name, ObjectNode to, String toName) {
        if (Json.filled(from, name)) {
            to.set(toName, from.get(name));
        }
    }

    /** @return whether a creative says as whom it stands on Instagram */
    static boolean hasInstagramIdentity(ObjectNode creative) {
        return Json.filled(creative, "instagram_user_id")
                || Json.filled(creative.path(StorySpec.NAME), "instagram_user_id")
                || Json.filled(creative, "source_instagram_media_id");
    }

    /** @return whether a creative shows the image */
    boolean anyUses(String accountId, String imageHash) {
        return store().newestFirst(this, accountId)
                .filter(creative -> !creative.deleted())
                .anyMatch(creative ->
                        creative.data().findValuesAsText("image_hash").contains(imageHash));
    }
}
