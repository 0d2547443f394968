package campaigns;

import calls.ApiCall;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.Kind;
import failures.NotFound;
import failures.Rejected;
import graph.GraphException;
import graph.GraphRequest;
import graph.MetaTime;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lists of campaigns, ad sets, ads and creatives, newest first, of an ad account or a parent. */
public final class ObjectLists {

    private static final String PARENT = "parent_id";
    private static final String STATUS = "status";
    private static final String SINCE = "updated_since";

    /** The name of each kind's list in answers, and its edge at Meta. */
    private record Names(String list, String edge) {}

    private static final Map<String, Names> NAMES = Map.of(
            "campaign", new Names("campaigns", "campaigns"),
            "adset", new Names("adsets", "adsets"),
            "ad", new Names("ads", "ads"),
            "creative", new Names("creatives", "adcreatives"));

    private ObjectLists() {}

    /**
     * Reads the parent, which must belong to the client.
     *
     * @throws Rejected if the filter is invalid
     */
    public static void begin(ApiCall call, String kind) {
        ListCursor page = ListCursor.of(call, PARENT, STATUS, SINCE);
        if ("DELETED".equals(page.filter().get(STATUS))) {
            throw Rejected.field(
                    Kind.INVALID_REQUEST, STATUS, "Meta lists no deleted objects. Read a deleted object by its id.");
        }
        since(page);
        call.note(page);
        if (hasParent(call)) {
            String mark = kind.equals("adset") ? "," + AdObjects.MARKS.get("campaign") : "";
            call.ask(GraphRequest.read(call.account(), page.filter().get(PARENT), "id,account_id" + mark));
        }
    }

    /** Returns true if the list is that of a parent. */
    public static boolean hasParent(ApiCall call) {
        return call.noted(ListCursor.class).filter().containsKey(PARENT);
    }

    /**
     * Checks that the parent belongs to the client.
     *
     * @throws NotFound if it does not
     */
    public static void checkParent(ApiCall call) {
        if (!AdObjects.isOwn(call)) {
            throw absent(call);
        }
    }

    /**
     * After a failed read of a parent: an object of another kind lacks a field, which Meta reports as a bad parameter.
     */
    public static void parentFailed(ApiCall call, Exception failure) throws Exception {
        throw failure instanceof GraphException.Invalid invalid
                        && (invalid instanceof GraphException.NoSuchObject || invalid.isBadParameter())
                ? absent(call)
                : failure;
    }

    private static NotFound absent(ApiCall call) {
        return new NotFound("There is no such parent '"
                + call.noted(ListCursor.class).filter().get(PARENT) + "' in the client's ad account.");
    }

    /** Requests the page. */
    public static void list(ApiCall call, String kind) {
        ListCursor page = call.noted(ListCursor.class);
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("fields", AdObjects.FIELDS.get(kind));
        String status = page.filter().get(STATUS);
        if (status != null && !kind.equals("creative")) {
            parameters.put("effective_status", List.of(status));
        }
        Instant since = since(page);
        if (since != null && kind.equals("campaign")) {
            parameters.put(
                    "filtering",
                    List.of(Map.of(
                            "field",
                            "campaign.updated_time",
                            "operator",
                            "GREATER_THAN",
                            "value",
                            since.getEpochSecond() - 1)));
        } else if (since != null) {
            parameters.put(SINCE, since.getEpochSecond());
        }
        String parent = page.filter().getOrDefault(PARENT, call.account().adAccountId());
        call.ask(page.request(call, parent + "/" + NAMES.get(kind).edge(), parameters));
    }

    /**
     * Answers with the page. Filters that Meta does not support are applied here, so a page may be shorter than its
     * limit.
     */
    public static void show(ApiCall call, String kind) {
        ListCursor page = call.noted(ListCursor.class);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode rows = answer.putArray(NAMES.get(kind).list());
        for (JsonNode row : call.answer().path("data")) {
            if (passes(row, kind, page)) {
                rows.add(AdObjects.inUtc(row));
            }
        }
        answer.put("next_cursor", page.next(call));
        call.reply(answer);
    }

    private static boolean passes(JsonNode row, String kind, ListCursor page) {
        String status = page.filter().get(STATUS);
        if (kind.equals("creative")
                && status != null
                && !status.equals(row.path(STATUS).asText())) {
            return false;
        }
        Instant since = since(page);
        return since == null
                || MetaTime.parse(row.path("updated_time").asText())
                        .map(updated -> !updated.isBefore(since))
                        .orElse(true);
    }

    /** Meta's times are whole seconds. */
    private static Instant since(ListCursor page) {
        String since = page.filter().get(SINCE);
        return since == null
                ? null
                : MetaTime.parseEither(since)
                        .map(time -> Instant.ofEpochSecond(time.toEpochSecond()))
                        .orElseThrow(() -> Rejected.field(
                                Kind.INVALID_REQUEST,
                                SINCE,
                                "'updated_since' is not a time such as 2030-01-31T09:30:00Z."));
    }
}
