package creatives;

import calls.ApiCall;
import clients.Account;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.UUID;

/**
 * A creative that is asked for.
 *
 * @param kind what it is
 * @param input the fields of the request, in the form of the kind's JSON body
 * @param form whether they came as a form
 * @param clientId the client it is made for
 * @param jobId the job that makes it, or null
 * @param account in whose name it is made
 * @param key names the intent
 */
record Brief(
        CreativeKind kind, ObjectNode input, boolean form, String clientId, UUID jobId, Account account, String key) {

    /** In a form, what holds the bytes of a medium. */
    private static final String FILE = "file";

    private static final String MEDIA = "media";
    private static final String MEDIA_ID = "media_id";
    private static final String THUMBNAIL = "thumbnail";

    /**
     * The creative that a call of the API asks for. A form is put in the shape of the JSON body: its files and its {@code
     * media_id} are references to media.
     */
    static Brief of(ApiCall call, CreativeKind kind) {
        ObjectNode input = call.body().deepCopy();
        if (call.isForm()) {
            call.files().keySet().forEach(file -> input.putObject(file.equals(THUMBNAIL) ? THUMBNAIL : MEDIA)
                    .put(FILE, file));
            if (input.hasNonNull(MEDIA_ID)) {
                input.withObjectProperty(MEDIA).set(MEDIA_ID, input.remove(MEDIA_ID));
            }
        }
        return new Brief(kind, input, call.isForm(), call.clientId(), null, call.account(), call.intentKey());
    }

    /** The same creative, whose intent has this key. */
    Brief under(String intentKey) {
        return new Brief(kind, input, form, clientId, jobId, account, intentKey);
    }

    /** The name of a slot in the request. */
    String place(Slot slot) {
        if (!form || !slot.path().equals(MEDIA)) {
            return slot.path();
        }
        return slot.mediaId() == null ? kind.name() : MEDIA_ID;
    }

    /** Where it leads. */
    Destination destination() {
        return Destination.of(input, account);
    }

    /** Its texts. */
    Texts texts() {
        return Texts.of(input);
    }

    /** The Instagram account that shows it, or null. */
    String instagramUserId() {
        return input.path("instagram_user_id").asText(account.instagramUserId());
    }

    /** A field, if it is there. */
    JsonNode field(String name) {
        return input.path(name);
    }
}
