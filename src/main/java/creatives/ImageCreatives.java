package creatives;

import calls.ApiCall;
import calls.CallClients;
import calls.UploadedFile;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import graph.Buttons;
import graph.Creatives;
import graph.Creatives.Verification;
import graph.Images;
import idempotency.IdempotencyKeys;
import media.MediaTypes;

import java.io.IOException;
import java.sql.SQLException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Creatives with a picture, made while the caller waits. */
@Singleton
public class ImageCreatives {

    private final CallClients clients;
    private final IdempotencyKeys keys;
    private final Buttons buttons;
    private final Images images;
    private final Creatives creatives;
    private final MediaTypes types;
    private final ObjectMapper mapper;

    @Inject
    public ImageCreatives(
            CallClients clients,
            IdempotencyKeys keys,
            Buttons buttons,
            Images images,
            Creatives creatives,
            MediaTypes types,
            ObjectMapper mapper) {
        this.clients = clients;
        this.keys = keys;
        this.buttons = buttons;
        this.images = images;
        this.creatives = creatives;
        this.types = types;
        this.mapper = mapper;
    }

    /** The hash of the picture at Meta. */
    private record ImageHash(String hash) {}

    /**
     * Lets a request pass whose button leads to its link, claims the Idempotency-Key, if there is one, and holds the
     * Instagram account against the client: it may have gone to another since an earlier run made the creative.
     */
    public void begin(ApiCall call) throws SQLException, IOException {
        buttons.check(call.body());
        keys.claim(call);
        if (call.isUnanswered() && !call.isResumed()) {
            clients.checkInstagram(call);
        }
    }

    /** Uploads the picture. */
    public void upload(ApiCall call) throws IOException {
        UploadedFile image = call.files().get("image");
        String name = image.fileName().isBlank() ? call.body().path("name").asText() : image.fileName();
        call.ask(images.upload(image.path(), image.size(), types.image("image", image.path()), name, call.account()));
    }

    /** The picture is at Meta: creates the creative with it. */
    public void uploaded(ApiCall call) {
        String hash = images.hash(call.answer());
        call.note(new ImageHash(hash));
        call.create(creatives.image(call.body(), call.clientId(), call.account(), call.intentKey(), hash));
    }

    /** Reads the creative back. */
    public void readBack(ApiCall call) {
        call.ask(creatives.readBack(call.intent().objectId(), call.creation()));
    }

    /** Compares the creative with what was asked for. */
    public void verify(ApiCall call) {
        call.note(creatives.verify(call.answer(), call.creation()));
    }

    /** Answers with the creative; what is false or empty is left out, but for {@code verified}. */
    public void created(ApiCall call) {
        Verification seen = call.noted(Verification.class);
        Verification verification = seen == null ? Verification.UNCONFIRMED : seen;
        ObjectNode answer = mapper.createObjectNode()
                .put("creative_id", call.intent().objectId())
                .put("image_hash", call.noted(ImageHash.class).hash())
                .put("verified", verification.verified());
        if (verification.deduplicated()) {
            answer.put("deduplicated", true);
        }
        if (!verification.differences().isEmpty()) {
            answer.set("differences", mapper.valueToTree(verification.differences()));
        }
        call.reply(answer);
    }
}
