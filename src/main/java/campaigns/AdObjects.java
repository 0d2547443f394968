package campaigns;

import calls.ApiCall;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import failures.NotFound;
import graph.GraphRequest;
import graph.MetaTime;

import java.util.Map;

/** Reads objects at Meta and changes their status. */
public final class AdObjects {

    /** The fields to read of each kind. */
    static final Map<String, String> FIELDS = Map.of(
            "campaign",
            "id,account_id,name,objective,status,effective_status,issues_info,special_ad_categories,buying_type,"
                    + "bid_strategy,daily_budget,lifetime_budget,budget_remaining,start_time,stop_time,created_time,"
                    + "updated_time",
            "adset",
            "id,account_id,campaign_id,name,status,effective_status,issues_info,billing_event,optimization_goal,"
                    + "bid_strategy,bid_amount,daily_budget,lifetime_budget,targeting,promoted_object,destination_type,"
                    + "start_time,end_time,created_time,updated_time",
            "ad",
            "id,account_id,campaign_id,adset_id,creative{id},name,status,effective_status,issues_info,"
                    + "ad_review_feedback,created_time,updated_time",
            "creative",
            "id,account_id,name,status,object_story_spec,effective_object_story_id,instagram_user_id,image_hash,"
                    + "image_url,video_id,thumbnail_url,call_to_action_type,object_type,url_tags,"
                    + "asset_feed_spec,degrees_of_freedom_spec,contextual_multi_ads,object_story_id,"
                    + "source_instagram_media_id");

    /** A field that only this kind of object has: it ensures that an object of the right kind is changed. */
    static final Map<String, String> MARKS =
            Map.of("campaign", "objective", "adset", "optimization_goal", "ad", "adset_id", "creative", "object_type");

    private AdObjects() {}

    /** Requests an object of a kind ({@code campaign}, {@code adset}, {@code ad}, {@code creative}). */
    public static void read(ApiCall call, String kind) {
        call.about(call.parameter(kind + "_id"));
        call.ask(GraphRequest.read(call.account(), call.objectId(), FIELDS.get(kind)));
    }

    /** Requests the account of an object of a kind; Meta rejects it for an object of another kind. */
    public static void readOwner(ApiCall call, String kind) {
        call.about(call.parameter(kind + "_id"));
        call.ask(GraphRequest.read(call.account(), call.objectId(), "id,account_id," + MARKS.get(kind)));
    }

    /**
     * Checks that an object belongs to the account: Meta's ids are global, and a token may access many accounts.
     *
     * @throws NotFound if it belongs to another account
     */
    public static void checkOwn(ApiCall call) {
        if (!isOwn(call)) {
            throw new NotFound(call.absence());
        }
    }

    static boolean isOwn(ApiCall call) {
        return call.account()
                .adAccountId()
                .equals("act_" + call.answer().path("account_id").asText());
    }

    /** Answers with the object. */
    public static void show(ApiCall call) {
        call.reply(inUtc(call.answer()));
    }

    /** Converts Meta's times, such as {@code 2026-05-12T10:45:01-0700}, to UTC. */
    static JsonNode inUtc(JsonNode object) {
        object.properties().forEach(field -> {
            if (field.getKey().endsWith("_time") && field.getValue().isTextual()) {
                MetaTime.parse(field.getValue().textValue())
                        .ifPresent(time -> field.setValue(TextNode.valueOf(time.toString())));
            }
        });
        return object;
    }

    /** Requests the change of status. */
    public static void setStatus(ApiCall call) {
        call.ask(GraphRequest.update(call.account(), call.objectId(), Map.of("status", status(call))));
    }

    /** Answers with the new status. */
    public static void statusSet(ApiCall call) {
        call.reply(
                JsonNodeFactory.instance.objectNode().put("id", call.objectId()).put("status", status(call)));
    }

    private static String status(ApiCall call) {
        return call.body().path("status").asText();
    }
}
