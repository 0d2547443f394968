package campaigns;

import calls.ApiCall;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import failures.NotFound;
import graph.GraphRequest;

import java.util.Map;

/** Previews of a creative in a placement, as a page of Meta in an iframe. Meta docs, "Ad Previews". */
public final class Previews {

    private static final String FORMAT = "ad_format";

    private Previews() {}

    /** Requests the preview. */
    public static void ask(ApiCall call) {
        call.ask(GraphRequest.list(
                call.account(), call.objectId() + "/previews", Map.of(FORMAT, call.parameter(FORMAT))));
    }

    /** Answers with the preview. */
    public static void show(ApiCall call) {
        String iframe = call.answer().path("data").path(0).path("body").asText("");
        if (iframe.isEmpty()) {
            throw new NotFound("Meta has no preview of the creative as " + call.parameter(FORMAT) + ".");
        }
        call.reply(JsonNodeFactory.instance
                .objectNode()
                .put("creative_id", call.objectId())
                .put(FORMAT, call.parameter(FORMAT))
                .put("iframe_html", iframe)
                .put("expires", "soon"));
    }
}
