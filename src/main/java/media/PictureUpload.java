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

/** Brings the picture of a call to Meta while the caller waits, unless Meta has it; then it is a medium of the client. */
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
     * The picture of a call.
     *
     * @param remembered the medium that this service remembers for its bytes, until Meta says that it is gone; or null
     * @param hash at Meta; null until that is known
     * @param medium what it has become; null before
     */
    private record Picture(
            UploadedFile file, FileFacts facts, String name, Medium remembered, String hash, Medium medium) {}

    /** The call has this picture, which Meta can show. */
    public void begin(ApiCall call, String field) throws IOException, SQLException {
        UploadedFile file = call.files().get(field);
        begin(call, field, file, types.picture(field, file.path()).digested(file.sha256()));
    }

    /** The same for one that has been inspected. */
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

    /** Whether this service remembers the picture, so that Meta is asked for it. */
    public static boolean isRemembered(ApiCall call) {
        return picture(call).remembered() != null;
    }

    /** Asks whether Meta still has it. */
    public void look(ApiCall call) {
        call.ask(known.look(picture(call).remembered(), call.account()));
    }

    /** Meta has it, or has it no more. */
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

    /** Whether it is to be sent. */
    public static boolean isMissing(ApiCall call) {
        return picture(call).hash() == null;
    }

    /** Sends it. */
    public void send(ApiCall call) {
        Picture now = picture(call);
        call.ask(images.upload(
                now.file().path(),
                now.file().size(),
                now.facts().mediaType(),
                now.name().isBlank() ? "picture" : now.name(),
                call.account()));
    }

    /** It has arrived. */
    public void sent(ApiCall call) {
        Picture now = picture(call);
        call.note(new Picture(now.file(), now.facts(), now.name(), null, images.hash(call.answer()), null));
    }

    /** Keeps it as a medium of the client. */
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

    /** The picture's hash at Meta. */
    public static String hash(ApiCall call) {
        return picture(call).hash();
    }

    /** The medium that the picture has become. */
    static Medium medium(ApiCall call) {
        return picture(call).medium();
    }

    /** Whether it was not sent, since Meta had it. */
    static boolean wasThere(ApiCall call) {
        return picture(call).remembered() != null;
    }

    private static Picture picture(ApiCall call) {
        return call.noted(Picture.class);
    }
}
