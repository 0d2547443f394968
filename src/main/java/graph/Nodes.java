package graph;

import clients.Account;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.quarkus.arc.Unremovable;
import org.apache.camel.Body;
import org.apache.camel.Variable;

import java.util.Map;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Reads and status changes of objects that exist. */
@Singleton
@Unremovable
public class Nodes {

    private static final Map<String, String> FIELDS = Map.of(
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
                    + "image_url,video_id,thumbnail_url,call_to_action_type,object_type,url_tags");

    /** A field of each kind that the others do not have: what is no campaign is not switched as one. */
    private static final Map<String, String> MARKS =
            Map.of("campaign", "objective", "adset", "optimization_goal", "ad", "adset_id");

    private final ObjectMapper mapper;

    @Inject
    public Nodes(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** Reads an object of a kind ({@code campaign}, {@code adset}, {@code ad}, {@code creative}). */
    public GraphRequest read(
            @Variable("kind") String kind, @Variable("id") String id, @Variable("account") Account account) {
        return GraphRequest.read(account, id, FIELDS.get(kind));
    }

    /** Reads the account that an object of a kind belongs to; Meta refuses it for an object of another kind. */
    public GraphRequest readOwner(
            @Variable("kind") String kind, @Variable("id") String id, @Variable("account") Account account) {
        return GraphRequest.read(account, id, "id,account_id," + MARKS.get(kind));
    }

    /**
     * Lets an object pass that is the account's own: Meta's id space is global, and a token's reach is wide.
     *
     * @throws ForeignObjectException if it is another account's
     */
    public void checkOwn(@Body JsonNode node, @Variable("id") String id, @Variable("account") Account account) {
        if (!account.adAccountId().equals("act_" + node.path("account_id").asText())) {
            throw new ForeignObjectException(id);
        }
    }

    /** An object as callers are shown it: Meta's times, such as {@code 2026-05-12T10:45:01-0700}, in UTC. */
    public ObjectNode shown(@Body ObjectNode node) {
        node.properties().forEach(field -> {
            if (field.getKey().endsWith("_time") && field.getValue().isTextual()) {
                MetaTime.parse(field.getValue().textValue())
                        .ifPresent(time -> field.setValue(TextNode.valueOf(time.toString())));
            }
        });
        return node;
    }

    /** Sets an object's status. */
    public GraphRequest setStatus(
            @Variable("id") String id, @Variable("request") ObjectNode request, @Variable("account") Account account) {
        return GraphRequest.update(
                account, id, Map.of("status", request.path("status").asText()));
    }

    /** The answer to a status change. */
    public ObjectNode statusSet(@Variable("id") String id, @Variable("request") ObjectNode request) {
        return mapper.createObjectNode()
                .put("id", id)
                .put("status", request.path("status").asText());
    }

    /** The answer to a create: the new object's id under the name of its kind. */
    public ObjectNode created(@Variable("intent") Intent intent) {
        return mapper.createObjectNode().put(intent.kind().sql() + "_id", intent.objectId());
    }
}
