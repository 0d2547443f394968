package guardrails;

import campaigns.AdAccount;
import clients.Account;
import clients.PlainKey;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.Kind;
import failures.NotFound;
import failures.Rejected;
import graph.GraphRequest;
import jobs.CreatedItem;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads from Meta the objects that an approval sets active, page by page. */
final class ApprovalReading {

    /** The fields that are shown to the person who decides, and that must not change before the decision. */
    private static final Map<String, String> FIELDS = Map.of(
            "campaign",
            "id,account_id,name,objective,status,daily_budget,lifetime_budget,start_time,stop_time,special_ad_categories",
            "adset",
            "id,account_id,campaign_id,name,status,daily_budget,lifetime_budget,start_time,end_time,targeting",
            "ad",
            "id,account_id,campaign_id,adset_id,name,status,creative{id,object_story_spec}");

    /** The children of each kind. */
    private static final Map<String, List<String>> BELOW =
            Map.of("campaign", List.of("adsets", "ads"), "adset", List.of("ads"), "ad", List.of());

    private static final Map<String, String> KINDS = Map.of("adsets", "adset", "ads", "ad");
    private static final List<String> ORDER = List.of("ad", "adset", "campaign");
    private static final Set<String> GONE = Set.of("ARCHIVED", "DELETED");
    private static final int PAGE = 200;
    private static final int MOST = 2000;

    private final String kind;
    private final String id;
    private final List<String> include;
    private final Deque<String> edges = new ArrayDeque<>();
    private final List<ObjectNode> objects = new ArrayList<>();
    private boolean read;
    private String after;
    private String currency;

    ApprovalReading(String kind, String id, List<String> include) {
        this.kind = kind;
        this.id = id;
        this.include = include;
        this.edges.addAll(include);
    }

    /** The children that may be included for a kind. */
    static List<String> below(String kind) {
        return BELOW.get(kind);
    }

    List<String> include() {
        return include;
    }

    boolean hasMore() {
        return !read || !edges.isEmpty();
    }

    /** The next request. */
    GraphRequest next(Account account) {
        if (!read) {
            return GraphRequest.read(account, id, FIELDS.get(kind));
        }
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("fields", FIELDS.get(KINDS.get(edges.peek())));
        parameters.put("limit", PAGE);
        if (after != null) {
            parameters.put("after", after);
        }
        return GraphRequest.list(account, id + "/" + edges.peek(), parameters);
    }

    /**
     * Processes an answer.
     *
     * @throws NotFound if the object belongs to another account
     * @throws Rejected if there are too many objects for one decision
     */
    void read(JsonNode answer, String adAccountId, String absence) {
        if (!read) {
            if (!adAccountId.equals("act_" + answer.path("account_id").asText())) {
                throw new NotFound(absence);
            }
            add(kind, answer);
            read = true;
            return;
        }
        answer.path("data").forEach(object -> add(KINDS.get(edges.peek()), object));
        after = answer.at("/paging/next").isTextual()
                ? answer.at("/paging/cursors/after").asText(null)
                : null;
        if (after == null) {
            edges.remove();
        }
        if (objects.size() > MOST) {
            throw new Rejected(
                    Kind.INVALID_REQUEST,
                    "More than " + MOST + " objects cannot be decided at once. Ask for an ad set at a time.");
        }
    }

    private void add(String itsKind, JsonNode object) {
        if (!GONE.contains(object.path("status").asText())) {
            ObjectNode item = JsonNodeFactory.instance.objectNode().put("kind", itsKind);
            item.setAll((ObjectNode) object);
            objects.add(item);
        }
    }

    /** Sets the currency of the amounts. */
    void in(AdAccount account) {
        currency = account.currency();
    }

    /** The objects in the order of activation: ads, ad sets, the campaign. */
    ArrayNode snapshot() {
        ArrayNode snapshot = JsonNodeFactory.instance.arrayNode();
        objects.stream()
                .sorted(Comparator.comparing((ObjectNode object) ->
                                ORDER.indexOf(object.path("kind").asText()))
                        .thenComparing(object -> object.path("id").asText()))
                .forEach(snapshot::add);
        return snapshot;
    }

    /** The digest that identifies the snapshot. */
    String sha256() {
        return HexFormat.of().formatHex(PlainKey.sha256(sorted(snapshot()).toString()));
    }

    /** The value with sorted members, so that equal values have equal digests. */
    private static JsonNode sorted(JsonNode node) {
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(item -> array.add(sorted(item)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        node.properties().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(member -> object.set(member.getKey(), sorted(member.getValue())));
        return object;
    }

    /** The information for the person who decides. */
    ObjectNode summary() {
        long daily = sum("daily_budget");
        long lifetime = sum("lifetime_budget");
        ObjectNode summary = JsonNodeFactory.instance.objectNode();
        summary.put("objects", objects.size())
                .put("daily_budget_total", daily)
                .put("lifetime_budget_total", lifetime)
                .put("currency", currency)
                .put("display", display(daily, lifetime));
        texts(summary.putArray("countries"), "/targeting/geo_locations/countries");
        ArrayNode links = summary.putArray("links");
        Set<String> found = new TreeSet<>();
        objects.forEach(object ->
                object.at("/creative/object_story_spec").findValues("link").forEach(link -> found.add(link.asText())));
        found.stream().limit(50).forEach(links::add);
        summary.put(
                "starts",
                objects.stream()
                        .map(object -> object.path("start_time").asText(""))
                        .filter(time -> !time.isEmpty())
                        .sorted()
                        .findFirst()
                        .orElse(null));
        ArrayNode names = summary.putArray("names");
        objects.stream()
                .limit(20)
                .forEach(object -> names.add(object.path("name").asText()));
        return summary;
    }

    private void texts(ArrayNode list, String pointer) {
        Set<String> found = new TreeSet<>();
        objects.forEach(object -> object.at(pointer).forEach(text -> found.add(text.asText())));
        found.forEach(list::add);
    }

    private long sum(String field) {
        return objects.stream().mapToLong(object -> object.path(field).asLong()).sum();
    }

    private String display(long daily, long lifetime) {
        String perDay = Money.text(daily, currency) + " / day";
        return lifetime == 0 ? perDay : perDay + " and " + Money.text(lifetime, currency) + " in all";
    }

    /** The daily budgets by object. */
    Map<String, Long> budgets() {
        Map<String, Long> budgets = new HashMap<>();
        objects.stream()
                .filter(object -> !object.path("kind").asText().equals("ad"))
                .forEach(object -> budgets.put(
                        object.path("id").asText(), object.path("daily_budget").asLong()));
        return budgets;
    }

    /** The ids of the ads. */
    List<String> ads() {
        return objects.stream()
                .filter(object -> object.path("kind").asText().equals("ad"))
                .map(object -> object.path("id").asText())
                .toList();
    }

    /** The items of the job that sets the objects active. */
    List<CreatedItem> items() {
        return objects.stream()
                .map(object -> new CreatedItem(
                        object.path("kind").asText(),
                        object.path("id").asText(),
                        object.path("id").asText(),
                        object.path("campaign_id").asText(null),
                        object.path("adset_id").asText(null),
                        null))
                .toList();
    }
}
