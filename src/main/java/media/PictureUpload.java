package media;

import calls.ApiCall;
import calls.UploadedFile;
import failures.Kind;
import failures.Rejected;
import graph.Images;

import java.io.IOException;
import java.sql.SQLException;
import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Uploads the image of a call to Meta while the caller waits, unless Meta already has it, and stores it as a medium of
 * the client.
 */
@Singleton
public class PictureUpload {

    private final MediaTypes types;
    private final MediaConfig config;
    private final KnownMedia known;
    private final MediaRepository media;
    private final Images images;

    @Inject
    public PictureUpload(MediaTypes types, MediaConfig config, KnownMedia known, MediaRepository media, Images images) {
        this.types = types;
        this.config = config;
        this.known = known;
        this.media = media;
        this.images = images;
    }

    /**
     * The image of a call.
     *
     * @param remembered the known medium with the same bytes, until Meta reports it missing; or null
     * @param hash its hash at Meta; null until it is known
     * @param medium its medium; null until it is stored
     */
    private record Picture(
            UploadedFile file, FileFacts facts, String name, Medium remembered, String hash, Medium medium) {}

    /** Sets the image of the call, after checking that Meta can show it. */
    public void begin(ApiCall call, String field) throws IOException, SQLException {
        UploadedFile file = call.files().get(field);
        begin(call, field, file, types.picture(field, file.path()).digested(file.sha256()));
    }

    /** Sets an image that was already inspected. */
    void begin(ApiCall call, String field, UploadedFile file, FileFacts facts) throws SQLException {
        if (facts.bytes() > config.maxImage().asLongValue()) {
            throw Rejected.field(
                    Kind.TOO_LARGE,
                    field,
                    "'%s' has %d bytes; a picture may have %d."
                            .formatted(field, facts.bytes(), config.maxImage().asLongValue()));
        }
        String asked = call.body().path("name").asText("");
        String name = file.fileName().isBlank() ? asked : file.fileName();
        call.note(new Picture(
                file, facts, name, known.remembered(call, facts.sha256()).orElse(null), null, null));
    }

    /** Returns true if the image is known, so that Meta is asked for it. */
    public static boolean isRemembered(ApiCall call) {
        return picture(call).remembered() != null;
    }

    /** Asks Meta whether it still has the image. */
    public void look(ApiCall call) {
        call.ask(known.look(picture(call).remembered(), call.account()));
    }

    /** Processes Meta's answer: it has the image, or no longer has it. */
    public void looked(ApiCall call) {
        Picture now = picture(call);
        boolean there = known.isThere(now.remembered(), call);
        call.note(new Picture(
                now.file(),
                now.facts(),
                now.name(),
                there ? now.remembered() : null,
                there ? now.remembered().imageHash() : null,
                null));
    }

    /** Returns true if the image must be uploaded. */
    public static boolean isMissing(ApiCall call) {
        return picture(call).hash() == null;
    }

    /** Uploads the image. */
    public void send(ApiCall call) {
        Picture now = picture(call);
        call.ask(images.upload(
                now.file().path(),
                now.file().size(),
                now.facts().mediaType(),
                now.name().isBlank() ? "picture" : now.name(),
                call.account()));
    }

    /** The image was uploaded. */
    public void sent(ApiCall call) {
        Picture now = picture(call);
        call.note(new Picture(now.file(), now.facts(), now.name(), null, images.hash(call.answer()), null));
    }

    /** Stores the image as a medium of the client. */
    public void keep(ApiCall call) throws SQLException {
        Picture now = picture(call);
        Medium medium = media.keep(
                UUID.randomUUID(),
                call.clientId(),
                call.account().adAccountId(),
                call.body().path("name").asText(null),
                now.facts(),
                AtMeta.picture(now.hash(), now.remembered() != null));
        call.note(new Picture(now.file(), now.facts(), now.name(), now.remembered(), now.hash(), medium));
    }

    /** The image's hash at Meta. */
    public static String hash(ApiCall call) {
        return picture(call).hash();
    }

    /** The image's medium. */
    static Medium medium(ApiCall call) {
        return picture(call).medium();
    }

    /** Returns true if it was not uploaded because Meta already had it. */
    static boolean wasThere(ApiCall call) {
        return picture(call).remembered() != null;
    }

    private static Picture picture(ApiCall call) {
        return call.noted(Picture.class);
    }
}
