package creatives;

import calls.ApiCall;
import calls.CallClients;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.Failure;
import failures.Findings;
import idempotency.IdempotencyKeys;
import media.PictureUpload;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Synchronous creatives of every kind. */
@Singleton
public class CreativeCalls {

    /** The form field with an image's bytes. */
    private static final String IMAGE = "image";

    private final CallClients clients;
    private final IdempotencyKeys keys;
    private final PictureUpload pictures;
    private final Creatives creatives;
    private final CreativeMedia media;
    private final ObjectMapper mapper;

    @Inject
    public CreativeCalls(
            CallClients clients,
            IdempotencyKeys keys,
            PictureUpload pictures,
            Creatives creatives,
            CreativeMedia media,
            ObjectMapper mapper) {
        this.clients = clients;
        this.keys = keys;
        this.pictures = pictures;
        this.creatives = creatives;
        this.media = media;
        this.mapper = mapper;
    }

    /**
     * Checks the request and claims the Idempotency-Key, if there is one. If no question to Meta precedes the create,
     * its intent is written with the key.
     */
    public void begin(ApiCall call, String kind) throws SQLException, IOException {
        Brief brief = Brief.of(call, Kinds.named(kind));
        Findings findings = new Findings(call.isForm());
        if (call.body().hasNonNull("callback_url")) {
            findings.invalid("callback_url", "is only for jobs; this call answers with the creative");
        }
        creatives.check(brief, findings);
        call.note(brief);
        Failure unusable = failure(() -> media.find(call));
        Failure forbidden = failure(() -> clients.checkInstagram(call));
        boolean ready = unusable == null && forbidden == null && !hasFile(call) && !media.hasQuestions(call);
        if (ready) {
            create(call);
        }
        keys.claim(call, ready);
        if (call.isAnswered()) {
            return;
        }
        if (unusable != null) {
            throw unusable;
        }
        // The Instagram account may belong to another client since an earlier run created the creative.
        if (forbidden != null && !call.isResumed()) {
            throw forbidden;
        }
    }

    private interface Check {
        void run() throws SQLException;
    }

    private static Failure failure(Check check) throws SQLException {
        try {
            check.run();
            return null;
        } catch (Failure failure) {
            return failure;
        }
    }

    /** Returns true if the call has the image's bytes. */
    public boolean hasFile(ApiCall call) {
        return call.files().containsKey(IMAGE);
    }

    /** Checks that Meta can show the image, and looks for a medium with its bytes. */
    public void takePicture(ApiCall call) throws IOException, SQLException {
        pictures.begin(call, IMAGE);
    }

    /** The image is at Meta. */
    public void uploaded(ApiCall call) {
        call.note(call.noted(Assets.class).with(ImageKind.MEDIA, Asset.picture(PictureUpload.hash(call))));
    }

    /** Creates the creative with its known media. */
    public void create(ApiCall call) {
        Brief brief = call.noted(Brief.class).under(call.intentKey());
        if (call.creation() == null || !call.creation().key().equals(brief.key())) {
            call.create(creatives.creation(brief, call.noted(Assets.class)));
        }
    }

    /** Reads the creative back. */
    public void readBack(ApiCall call) {
        call.ask(creatives.readBack(call.intent().objectId(), call.creation()));
    }

    /** Compares the creative with the request. */
    public void verify(ApiCall call) {
        call.note(creatives.verify(call.answer(), call.creation()));
    }

    /** Answers with the creative; false and empty fields are omitted, except {@code verified}. */
    public void created(ApiCall call) {
        Verification seen = call.noted(Verification.class);
        Verification verification = seen == null ? Verification.UNCONFIRMED : seen;
        Brief brief = call.noted(Brief.class);
        Assets assets = call.noted(Assets.class);
        ObjectNode answer = mapper.createObjectNode()
                .put("creative_id", call.intent().objectId())
                .put("verified", verification.verified());
        Asset single = assets.at(ImageKind.MEDIA);
        if (single != null) {
            answer.put(single.isVideo() ? "video_id" : "image_hash", single.id());
        }
        if (verification.deduplicated()) {
            answer.put("deduplicated", true);
        }
        put(answer, "differences", verification.differences());
        put(answer, "warnings", creatives.warnings(call, brief, assets));
        if (!verification.enhancements().isEmpty()) {
            answer.set("enhancements", mapper.valueToTree(verification.enhancements()));
        }
        if (verification.storyId() != null) {
            answer.put("effective_object_story_id", verification.storyId());
        }
        call.reply(answer);
    }

    private void put(ObjectNode answer, String field, List<?> values) {
        if (!values.isEmpty()) {
            answer.set(field, mapper.valueToTree(values));
        }
    }
}
