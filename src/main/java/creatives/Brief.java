package creatives;

import calls.ApiCall;
import clients.Account;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.UUID;

/**
 * A requested creative.
 *
 * @param kind its kind
 * @param input the fields of the request, in the form of the kind's JSON body
 * @param form true if the request was a form
 * @param clientId the client of the creative
 * @param jobId the job that creates it, or null
 * @param account the account that it is created for
 * @param key the key of the intent
 */
record Brief(
        CreativeKind kind, ObjectNode input, boolean form, String clientId, UUID jobId, Account account, String key) {

    /** In a form, marks the bytes of a medium. */
    private static final String FILE = "file";

    private static final String MEDIA = "media";
    private static final String MEDIA_ID = "media_id";
    private static final String THUMBNAIL = "thumbnail";

    /**
     * The creative that a call requests. A form is converted to the JSON body: its files and its {@code media_id} are
     * references to media.
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

    /** The same creative with this key of the intent. */
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

    /** Its destination. */
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

    /** A field, if present. */
    JsonNode field(String name) {
        return input.path(name);
    }
}
