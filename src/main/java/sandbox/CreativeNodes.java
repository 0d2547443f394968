package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Creatives. For a creative that is not unique, Meta returns the id of the existing one (Meta docs, "Ad Creative").
 * Which creatives are equal is not documented. Here they are of one account, and all their values but name, labels and
 * status are the same, Meta's defaults included.
 */
final class CreativeNodes extends LabelledNodes {
    private static final List<String> IMAGE_FIELDS = List.of("image_hash", "hash", "thumbnail_hash");
    private static final Set<String> CHANGEABLE = Set.of(NAME, Entity.STATUS, ADLABELS);
    private static final List<String> SOURCES = List.of(
            StorySpec.NAME, Posts.POST, Posts.INSTAGRAM, AssetFeed.NAME, "image_hash", "image_url", "object_id");

    private final StorySpec storySpec;
    private final AssetFeed assetFeed;
    private final MediaSourcing mediaSourcing;
    private final Posts posts;
    private final ImageNodes images;
    private final Map<ObjectNode, Entity> byContent = new HashMap<>();
    private Predicate<Entity> inUse = creative -> false;

    CreativeNodes(Store store, LabelNodes labels, ImageNodes images, VideoNodes videos, Posts posts) {
        super(store, labels);
        this.storySpec = new StorySpec(images, videos);
        this.assetFeed = new AssetFeed(images, videos);
        this.mediaSourcing = new MediaSourcing(images, videos);
        this.posts = posts;
        this.images = images;
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
        return CreativeParams.CREATE;
    }

    @Override
    Rules updateRules() {
        return CreativeParams.UPDATE;
    }

    @Override
    ObjectNode create(IncomingCall request, String accountId) {
        if (request.params().has("instagram_actor_id")) {
            throw Refusal.parameter("instagram_actor_id is no longer supported, use instagram_user_id");
        }
        return super.create(request, accountId);
    }

    /** @return a name for the creative to preview, which need not exist */
    String previewed(ObjectNode creative, String accountId) {
        if (creative.has("creative_id")) {
            return parent(this, accountId, creative, "creative_id").id();
        }
        return Integer.toHexString(readInline(Params.of(creative), accountId).hashCode());
    }

    /** Checks a creative that is made together with an ad. */
    ObjectNode readInline(Params params, String accountId) {
        ObjectNode values = CreativeParams.CREATE.forCreate(params);
        checkCreate(values, accountId);
        return values;
    }

    @Override
    void checkCreate(ObjectNode values, String accountId) {
        if (SOURCES.stream().noneMatch(values::has)) {
            throw StorySpec.illFormed("a creative needs one, or an existing post.");
        }
        if (values.has(AssetFeed.NAME) && SOURCES.subList(0, 3).stream().noneMatch(values::has)) {
            throw StorySpec.illFormed("an asset feed needs the page that posts it.");
        }
        posts.check(values);
        JsonNode story = values.path(StorySpec.NAME);
        if (values.has(StorySpec.NAME)) {
            storySpec.check(story, values.has(AssetFeed.NAME), hasInstagramIdentity(values), accountId);
        }
        if (values.has(AssetFeed.NAME)) {
            assetFeed.check(values.get(AssetFeed.NAME), story, accountId);
        }
        if (values.has(MediaSourcing.NAME)) {
            mediaSourcing.check(values.get(MediaSourcing.NAME), story, accountId);
        }
        if (values.has("image_hash")) {
            images.checkKnown(accountId, values.get("image_hash").asText());
        }
        CallToAction.check(values.path("call_to_action"));
        CreativeFeatures.check(values);
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

    /** A second creative with the same content and a new post. */
    Entity copy(Entity creative) {
        return super.make(creative.data().deepCopy(), creative.accountId());
    }

    @Override
    void complete(ObjectNode values, String accountId) {
        values.put(Entity.STATUS, EffectiveStatus.ACTIVE);
        String post = Json.text(values, Posts.POST);
        String page = Json.text(values.path(StorySpec.NAME), "page_id");
        if (post != null || page != null) {
            values.put("effective_object_story_id", post != null ? post : page + "_" + store().newId());
        }
    }

    @Override
    ObjectNode update(IncomingCall request, Entity creative) {
        for (String name : request.params().names()) {
            boolean content = !CHANGEABLE.contains(name) && fields().contains(name);
            if (content) {
                throw Refusal.invalid(
                        1815573,
                        "Creative Can't Be Edited",
                        "You can only edit the name, status and labels of an existing creative.",
                        name);
            }
        }
        return super.update(request, creative);
    }

    @Override
    void checkUpdate(ObjectNode changes, ObjectNode merged, Entity creative) {
        if (changes.path(Entity.STATUS).asText().equals(Entity.DELETED)) {
            checkUnused(creative);
        }
    }

    @Override
    ObjectNode delete(IncomingCall request, Entity creative) {
        checkUnused(creative);
        return super.delete(request, creative);
    }

    private void checkUnused(Entity creative) {
        if (inUse.test(creative)) {
            throw Refusal.invalid("Creative is in use", "The creative is used by an ad and cannot be deleted.");
        }
    }

    /** @param test whether an ad shows the creative */
    void inUseWhere(Predicate<Entity> test) {
        inUse = test;
    }

    @Override
    ObjectNode view(IncomingCall request, Entity creative) {
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
        CreativeFeatures.show(view);
        return view;
    }

    private static void copy(JsonNode from, String name, ObjectNode to, String toName) {
        if (Json.filled(from, name)) {
            to.set(toName, from.get(name));
        }
    }

    /** @return whether a creative has an identity on Instagram */
    static boolean hasInstagramIdentity(ObjectNode creative) {
        return Json.filled(creative, "instagram_user_id")
                || Json.filled(creative.path(StorySpec.NAME), "instagram_user_id")
                || Json.filled(creative, Posts.INSTAGRAM);
    }

    /** @return whether a creative shows the image */
    boolean anyUses(String accountId, String imageHash) {
        return store().newestFirst(this, accountId)
                .filter(creative -> !creative.deleted())
                .anyMatch(creative -> IMAGE_FIELDS.stream()
                        .anyMatch(
                                field -> creative.data().findValuesAsText(field).contains(imageHash)));
    }
}
