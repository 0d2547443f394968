package launches;

import calls.ApiCall;
import campaigns.TreeObjects;
import clients.Account;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import creatives.CreativeParts;
import failures.Failure;
import failures.Wait;
import graph.Creation;
import graph.GraphException.Invalid;
import graph.GraphException.Transient;
import graph.GraphRequest;
import jobs.NewItem;
import media.MediaRepository;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Has Meta check a launch without creating anything. Meta checks a campaign alone; an ad set of a new campaign only together
 * with an ad ({@code adset_spec} with {@code campaign_spec}, where it takes no special ad categories); and a creative only
 * within an ad. So each ad set is checked with one ad for each kind of creative. Meta docs, "Ad Account Ads".
 */
@Singleton
public class LaunchCheck {

    /** Maximum number of calls: each is a write, and the caller waits for all of them. */
    static final int MOST_QUESTIONS = 20;

    private static final String CREATIVE = "creative";
    /** A placeholder, which is replaced before Meta is called. */
    private static final String TO_COME = "0";

    private static final List<String> NOT_IN_SPECS =
            List.of("campaign_id", "adset_id", "status", "adlabels", "special_ad_categories");

    private final MediaRepository media;
    private final CreativeParts creatives;
    private final ObjectMapper mapper;

    @Inject
    LaunchCheck(MediaRepository media, CreativeParts creatives, ObjectMapper mapper) {
        this.media = media;
        this.creatives = creatives;
        this.mapper = mapper;
    }

    /**
     * A call in which Meta checks items.
     *
     * @param items the positions of the items that it covers: the campaign, the ad set, the creative and the ad, unless
     *     they exist
     */
    private record Question(GraphRequest request, List<Integer> items) {}

    /** The results so far. */
    private record Found(Deque<Question> open, Map<Integer, ObjectNode> nodes) {}

    /** Plans the calls. */
    public void begin(ApiCall call) throws SQLException {
        LaunchPlan plan = LaunchCalls.plan(call);
        Found found = new Found(new ArrayDeque<>(), new LinkedHashMap<>());
        for (int place = 0; place < plan.items().size(); place++) {
            NewItem item = plan.items().get(place);
            found.nodes()
                    .put(
                            place,
                            mapper.createObjectNode()
                                    .put("key", item.key())
                                    .put("kind", item.kind())
                                    .put("status", "skipped")
                                    .put("reason", reason(item)));
        }
        call.note(found);
        new Questions(call, plan, found).add();
    }

    private static String reason(NewItem item) {
        return switch (NodeKind.valueOf(item.kind().toUpperCase(java.util.Locale.ROOT))) {
            case MEDIA -> "A file can only be checked by its upload.";
            case CREATIVE -> "Meta checks a creative only within an ad.";
            case ADSET -> "Meta checks an ad set of a new campaign only together with an ad.";
            case CAMPAIGN, AD -> "Meta was not asked.";
        };
    }

    private final class Questions {

        private final ApiCall call;
        private final LaunchPlan plan;
        private final Found found;
        private final Map<String, Integer> places = new HashMap<>();
        private final Map<String, String> representatives = new HashMap<>();

        Questions(ApiCall call, LaunchPlan plan, Found found) {
            this.call = call;
            this.plan = plan;
            this.found = found;
            for (int place = 0; place < plan.items().size(); place++) {
                places.put(
                        plan.items().get(place).kind() + " "
                                + plan.items().get(place).key(),
                        place);
            }
        }

        void add() throws SQLException {
            Node campaign = plan.tree().campaign();
            if (campaign != null && campaign.isNew()) {
                ask(Creation.Kind.CAMPAIGN, fields(Creation.Kind.CAMPAIGN, item(campaign)), List.of(place(campaign)));
            }
            for (Node adSet : plan.tree().adSets().values()) {
                if (adSet.isNew() && !campaign.isNew()) {
                    ask(Creation.Kind.ADSET, fields(Creation.Kind.ADSET, item(adSet)), List.of(place(adSet)));
                }
            }
            for (Tree.Ad ad : plan.tree().ads()) {
                ad(campaign, ad);
            }
        }

        private void ad(Node campaign, Tree.Ad ad) throws SQLException {
            String shape = ad.adSet().key() + " "
                    + (ad.creative().isNew() ? ad.creative().text("kind") : "creative that exists");
            String like = representatives.putIfAbsent(shape, ad.node().key());
            if (like != null) {
                skip(ad.node(), "It has the same shape as the ad '" + like + "', which stands for it.");
                return;
            }
            NewItem item = item(ad.node());
            ObjectNode request = ((ObjectNode) item.input()).deepCopy();
            List.of("adset_id", "creative_id").forEach(id -> {
                if (!request.has(id)) {
                    request.put(id, TO_COME);
                }
            });
            Map<String, Object> fields = fields(Creation.Kind.AD, item, request);
            List<Integer> covered = new java.util.ArrayList<>();
            if (ad.adSet().isNew()) {
                Map<String, Object> spec = spec(Creation.Kind.ADSET, ad.adSet());
                if (campaign.isNew()) {
                    spec.put("campaign_spec", spec(Creation.Kind.CAMPAIGN, campaign));
                } else {
                    spec.put("campaign_id", campaign.given());
                }
                fields.remove("adset_id");
                fields.put("adset_spec", spec);
                covered.add(place(ad.adSet()));
            }
            if (ad.creative().isNew()) {
                Optional<Map<String, Object>> inline = inline(ad);
                if (inline.isEmpty()) {
                    return;
                }
                fields.put(CREATIVE, inline.get());
                covered.add(place(ad.creative()));
            }
            covered.add(place(ad.node()));
            ask(Creation.Kind.AD, fields, covered);
        }

        /** Meta's parameters of the creative, if its media are known. */
        private Optional<Map<String, Object>> inline(Tree.Ad ad) throws SQLException {
            try {
                NewItem item = item(ad.creative());
                return Optional.of(creatives.parameters(
                        ad.creative().text("kind"),
                        (ObjectNode) item.input(),
                        call.client(),
                        item.mediaIds().isEmpty() ? List.of() : media.find(item.mediaIds(), call.clientId())));
            } catch (Failure failure) {
                skip(ad.creative(), failure.getMessage());
                skip(ad.node(), "Its creative cannot be checked yet: " + failure.getMessage());
                return Optional.empty();
            }
        }

        private Map<String, Object> spec(Creation.Kind kind, Node node) {
            Map<String, Object> spec = fields(kind, item(node));
            spec.keySet().removeAll(NOT_IN_SPECS);
            return spec;
        }

        private Map<String, Object> fields(Creation.Kind kind, NewItem item) {
            return fields(kind, item, (ObjectNode) item.input());
        }

        private Map<String, Object> fields(Creation.Kind kind, NewItem item, ObjectNode request) {
            Account account = call.account();
            Map<String, Object> fields = new LinkedHashMap<>(TreeObjects.creation(
                            kind,
                            request,
                            call.clientId(),
                            null,
                            account,
                            item.jobId().toString())
                    .request()
                    .fields());
            fields.remove("status");
            return fields;
        }

        private NewItem item(Node node) {
            return plan.items().get(place(node));
        }

        private int place(Node node) {
            return places.get(node.kind().sql() + " " + node.key());
        }

        private void skip(Node node, String reason) {
            found.nodes().get(place(node)).put("reason", reason);
        }

        private void ask(Creation.Kind kind, Map<String, Object> fields, List<Integer> covered) {
            if (found.open().size() == MOST_QUESTIONS) {
                covered.forEach(place -> found.nodes()
                        .get(place)
                        .put(
                                "reason",
                                "A dry run asks Meta " + MOST_QUESTIONS
                                        + " questions, and this one is not among them."));
                return;
            }
            fields.put("execution_options", List.of("validate_only"));
            found.open().add(new Question(GraphRequest.check(call.account(), kind.edge(), fields), covered));
        }
    }

    private static Found found(ApiCall call) {
        return call.noted(Found.class);
    }

    /** Returns true if another call is planned. */
    public boolean hasQuestions(ApiCall call) {
        return !found(call).open().isEmpty();
    }

    /** Makes the next call. */
    public void ask(ApiCall call) {
        call.ask(found(call).open().peek().request());
    }

    /** Meta would accept the items of the call. */
    public void accepted(ApiCall call) {
        for (int place : found(call).open().remove().items()) {
            ObjectNode node = found(call).nodes().get(place);
            if (!node.path("status").asText().equals("refused")) {
                node.put("status", "validated").putNull("reason");
            }
        }
    }

    /**
     * Meta would reject the items of the call, or did not answer.
     *
     * @throws Exception the failure, if it affects more than this call
     */
    public void failed(ApiCall call, Exception failure) throws Exception {
        if (failure instanceof Wait || failure instanceof Transient) {
            found(call).open().forEach(question -> question.items()
                    .forEach(place -> unasked(found(call).nodes().get(place), failure.getMessage())));
            found(call).open().clear();
        } else if (failure instanceof Invalid invalid) {
            List<Integer> covered = found(call).open().remove().items();
            int blamed = blamed(covered, found(call), invalid.graph());
            for (int place : covered) {
                ObjectNode node = found(call).nodes().get(place);
                if (place == blamed) {
                    node.put("status", "refused").put("reason", invalid.getMessage());
                    node.set("graph", invalid.graph());
                } else {
                    unasked(
                            node,
                            "It was checked together with the "
                                    + found(call)
                                            .nodes()
                                            .get(blamed)
                                            .path("kind")
                                            .asText() + " '"
                                    + found(call)
                                            .nodes()
                                            .get(blamed)
                                            .path("key")
                                            .asText() + "', which was refused.");
                }
            }
        } else {
            throw failure;
        }
    }

    private static void unasked(ObjectNode node, String reason) {
        if (node.path("status").asText().equals("skipped")) {
            node.put("reason", reason);
        }
    }

    /** Meta blames a field by its path, such as {@code [["adset_spec","daily_budget"]]}. */
    private static int blamed(List<Integer> covered, Found found, JsonNode graph) {
        String blame = graph == null
                ? ""
                : graph.path("blame_field_specs") + graph.path("message").asText();
        String kind = blame.contains("campaign_spec")
                ? "campaign"
                : blame.contains("adset_spec") ? "adset" : blame.contains(CREATIVE) ? CREATIVE : "ad";
        return covered.stream()
                .filter(place -> found.nodes().get(place).path("kind").asText().equals(kind))
                .findFirst()
                .orElse(covered.get(covered.size() - 1));
    }

    /** Answers with the results and the estimated cost. */
    public void answer(ApiCall call) {
        ObjectNode answer = mapper.createObjectNode();
        ArrayNode nodes = answer.putArray("nodes");
        found(call).nodes().values().forEach(node -> {
            node.putArray("errors");
            if (!node.has("graph")) {
                node.putNull("graph");
            }
            nodes.add(node);
        });
        answer.set("estimate", LaunchCalls.plan(call).estimate().json(null));
        call.replyOk(answer);
    }
}
