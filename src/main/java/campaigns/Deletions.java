package campaigns;

import calls.ApiCall;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import failures.Conflict;
import graph.GraphException;
import graph.GraphRequest;

/**
 * Deletions of campaigns, ad sets, ads and creatives. The object is read first: it must belong to the client and be of
 * the kind in the path, and a deleted one is not deleted again.
 */
public final class Deletions {

    private Deletions() {}

    /** Reads the object, with the fields that the deletion depends on. */
    public static void read(ApiCall call, String kind) {
        call.about(call.parameter(kind + "_id"));
        String parent = kind.equals("ad") ? ",adset{id,is_dynamic_creative}" : "";
        call.ask(GraphRequest.read(
                call.account(), call.objectId(), "id,account_id,status," + AdObjects.MARKS.get(kind) + parent));
    }

    /**
     * Requests the deletion, or answers if the object is already deleted.
     *
     * @throws Conflict if Meta would reject it: an ad with dynamic creative can only be deleted with its ad set
     */
    public static void begin(ApiCall call) {
        JsonNode object = call.answer();
        if (object.path("status").asText().equals("DELETED")) {
            reply(call);
            return;
        }
        JsonNode adSet = object.path("adset");
        if (adSet.path("is_dynamic_creative").asBoolean()) {
            throw new Conflict(
                    "The ad belongs to the ad set " + adSet.path("id").asText()
                            + " with dynamic creative and is deleted only with it: DELETE /v1/adsets/"
                            + adSet.path("id").asText() + ".");
        }
        call.ask(GraphRequest.delete(call.account(), call.objectId()));
    }

    /** After a failure: an object deleted meanwhile counts as success, and a rejection gets its reason. */
    public static void failed(ApiCall call, Exception failure) throws Exception {
        if (ChangeRefusals.isDeleted(failure)) {
            return;
        }
        Exception explained = ChangeRefusals.explained(failure);
        if (explained instanceof GraphException.Invalid invalid
                && invalid.isBadParameter()
                && !(invalid instanceof GraphException.NoSuchObject)) {
            throw new Conflict("Meta does not delete the object. " + invalid.getMessage(), invalid.graph());
        }
        throw explained;
    }

    /** Answers that the object is deleted. */
    public static void reply(ApiCall call) {
        call.reply(
                JsonNodeFactory.instance.objectNode().put("id", call.objectId()).put("deleted", true));
    }
}
