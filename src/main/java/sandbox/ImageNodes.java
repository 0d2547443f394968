package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Images: multipart files (each answered under its field's name), {@code bytes} in Base64, or a copy from another
 * account. The hash, 32 hex digits, is computed from the bytes and is known in its account alone. The bytes are not
 * kept. Meta docs, "Ad Account Ad Images".
 */
final class ImageNodes extends ObjectKind {
    private static final long MOST_BYTES = 30L * 1024 * 1024;
    private static final int NAME_LENGTH = 100;
    private static final int HASH_LENGTH = 32;
    private static final String HASH = "hash";
    private static final String BYTES = "bytes";

    private final Store store;
    private BiPredicate<String, String> inUse = (accountId, hash) -> false;

    ImageNodes(Store store) {
        this.store = store;
    }

    /** @param test whether a creative of the account (digits) shows the image of that hash */
    void inUseWhere(BiPredicate<String, String> test) {
        inUse = test;
    }

    @Override
    String edge() {
        return "adimages";
    }

    @Override
    String nodeType() {
        return "AdImage";
    }

    @Override
    Set<String> fields() {
        return FieldNames.AD_IMAGE;
    }

    @Override
    String defaultFields() {
        return "hash,id";
    }

    /** An image that a creative names must be in the creative's account. */
    void checkKnown(String accountId, String hash) {
        if (find(accountId, hash).isEmpty()) {
            throw Refusal.invalid(
                    2446386,
                    "Image not found",
                    "The image hash " + hash + " is not an image of this ad account.",
                    StorySpec.NAME);
        }
    }

    /**
     * Checks an image that a creative names by its address, which Meta fetches. The sandbox fetches nothing: addresses
     * under {@code .invalid} (RFC 2606) cannot be fetched, all others can.
     */
    static void checkFetchable(String url) {
        if (url != null && Urls.unreachable(url)) {
            throw Refusal.invalid(
                    3858258,
                    "Image Wasn't Downloaded",
                    "The image could not be downloaded from " + url,
                    StorySpec.NAME);
        }
    }

    private Optional<Entity> find(String accountId, String hash) {
        return store.find(this, accountId, Image.id(accountId, hash)).filter(image -> !image.deleted());
    }

    @Override
    ObjectNode create(IncomingCall request, String accountId) {
        ObjectNode answer = Json.object();
        ObjectNode images = answer.putObject("images");
        request.files().forEach((field, file) -> images.set(field, uploaded(request, accountId, file)));
        if (request.params().has(BYTES)) {
            images.set(BYTES, decoded(request, accountId));
        }
        if (request.params().has("copy_from")) {
            Entity copy = copied(request, accountId);
            images.set(copy.text("name"), uploadView(request, copy));
        }
        if (images.isEmpty()) {
            throw Refusal.missing(BYTES);
        }
        return answer;
    }

    private ObjectNode uploaded(IncomingCall request, String accountId, ReceivedFile file) {
        if (!file.complete()) {
            throw Refusal.parameter("The image was not received in full");
        }
        if (!file.fileName().matches(".+\\.[A-Za-z0-9]{2,5}")) {
            throw Refusal.parameter("The file name of an image must have an extension such as .jpg or .png");
        }
        return uploadView(request, keep(accountId, file, file.fileName()));
    }

    private ObjectNode decoded(IncomingCall request, String accountId) {
        String name = request.params().text("name").orElse("untitled");
        ReceivedFile file = ReceivedFile.whole(name);
        try {
            file.write(
                    Base64.getMimeDecoder().decode(request.params().text(BYTES).orElse("")));
        } catch (IllegalArgumentException e) {
            throw Refusal.parameter("Param bytes must be Base64");
        }
        return uploadView(request, keep(accountId, file, name));
    }

    private Entity copied(IncomingCall request, String accountId) {
        ObjectNode from = request.params().object("copy_from");
        String source = from.path("source_account_id").asText();
        String hash = from.path(HASH).asText();
        Entity original = find(source, hash).orElseThrow(() -> Refusal.unknownObject("GET", hash));
        return add(accountId, original.data().deepCopy());
    }

    private Entity keep(String accountId, ReceivedFile file, String name) {
        if (file.size() == 0) {
            throw Refusal.parameter("The image is empty");
        }
        if (file.size() > MOST_BYTES) {
            throw Refusal.parameter("The image is larger than 30 MB");
        }
        if (name.length() > NAME_LENGTH) {
            throw Refusal.parameter("Param name must be no longer than " + NAME_LENGTH + " characters");
        }
        PaintedPictures.Size size = file.pictureSize()
                .orElseThrow(() -> Refusal.invalid(
                        "Image Can't Be Read", "The file is not a whole PNG, JPEG or GIF image.", BYTES));
        String sha256 = file.sha256();
        return add(
                accountId,
                Json.object()
                        .put(HASH, sha256.substring(0, HASH_LENGTH))
                        .put("name", name)
                        .put(BYTES, file.size())
                        .put("sha256", sha256)
                        .put("width", size.width())
                        .put("height", size.height())
                        .put(Entity.STATUS, EffectiveStatus.ACTIVE));
    }

    /** The same bytes are the same image. A deleted image is restored. */
    private Entity add(String accountId, ObjectNode data) {
        Optional<Entity> known = store.find(this, accountId, Image.id(accountId, Json.text(data, HASH)));
        known.ifPresent(image -> image.change(Json.object().put(Entity.STATUS, EffectiveStatus.ACTIVE), store.now()));
        return known.orElseGet(() -> {
            Entity image = new Image(this, store.newId(), accountId, data, store.now());
            store.add(image);
            return image;
        });
    }

    private ObjectNode uploadView(IncomingCall request, Entity image) {
        ObjectNode view = view(request, image);
        ObjectNode shown = Json.object();
        for (String field : new String[] {
            HASH, "url", "url_128", "url_256", "url_256_height", "url_256_width", "height", "width", "name"
        }) {
            shown.set(field, view.get(field));
        }
        return shown;
    }

    @Override
    ObjectNode update(IncomingCall request, Entity image) {
        throw Refusal.unknownObject("POST", image.id());
    }

    @Override
    ObjectNode delete(IncomingCall request, Entity image) {
        return delete(image);
    }

    /** {@code DELETE /act_…/adimages?hash=}. */
    @Override
    ObjectNode deleteByParam(IncomingCall request, String accountId) {
        String hash = request.params().text(HASH).orElseThrow(() -> Refusal.missing(HASH));
        return delete(find(accountId, hash).orElseThrow(() -> Refusal.unknownObject("DELETE", hash)));
    }

    private ObjectNode delete(Entity image) {
        if (inUse.test(image.accountId(), image.text(HASH))) {
            throw Refusal.parameter("The image is used in an ad creative and cannot be deleted");
        }
        image.change(Json.object().put(Entity.STATUS, Entity.DELETED), store.now());
        return Json.success();
    }

    @Override
    boolean listed(IncomingCall request, Entity image) {
        Params params = request.params();
        if (image.deleted()) {
            return false;
        }
        if (params.has("hashes")) {
            Set<String> hashes = new HashSet<>();
            params.list("hashes").forEach(hash -> hashes.add(hash.asText()));
            return hashes.contains(image.text(HASH));
        }
        return params.text("name")
                .map(name -> image.text("name").contains(name))
                .orElse(true);
    }

    @Override
    ObjectNode view(IncomingCall request, Entity image) {
        String url = request.picture("image-" + image.text(HASH));
        return image.toJson()
                .put("url", url)
                .put("permalink_url", url)
                .put("url_128", url)
                .put("url_256", url)
                .put("url_256_height", Integer.toString(PaintedPictures.HEIGHT))
                .put("url_256_width", Integer.toString(PaintedPictures.WIDTH))
                .put("original_width", image.data().path("width").asInt())
                .put("original_height", image.data().path("height").asInt());
    }
}
