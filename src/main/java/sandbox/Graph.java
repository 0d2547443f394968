package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The Graph API's addresses: finds what a call means, and answers it or throws a {@link GraphError}. */
final class Graph {
    private static final String ACCOUNT = "act_\\d+";
    private static final String FIELDS = "fields";
    private static final String BY_LABELS = "bylabels";
    private static final String LABEL_IDS = "ad_label_ids";

    private final Store store;
    private final Settings settings;
    private final Campaigns campaigns;
    private final AdSets adSets;
    private final Ads ads;
    private final Images images;
    private final Videos videos;
    private final Posts posts;
    private final Map<String, Kind> edges = new LinkedHashMap<>();

    Graph(Store store, Settings settings) {
        this.store = store;
        this.settings = settings;
        Labels labels = new Labels(store);
        posts = new Posts(settings);
        images = new Images(store);
        videos = new Videos(store, settings);
        campaigns = new Campaigns(store, labels);
        adSets = new AdSets(store, labels, campaigns, settings);
        Creatives creatives = new Creatives(store, labels, images, videos, posts);
        images.inUseWhere(creatives::anyUses);
        ads = new Ads(store, labels, adSets, creatives);
        creatives.inUseWhere(ads::anyUses);
        adSets.publishedWhere(ads::anyIn);
        for (Kind kind : List.of(campaigns, adSets, ads, creatives, labels, images, videos)) {
            edges.put(kind.edge(), kind);
        }
    }

    /** @return {@code act_…}: the account that the path names, or the owner of the object it names */
    Optional<String> accountOf(List<String> path) {
        if (path.isEmpty()) {
            return Optional.empty();
        }
        String first = path.get(0);
        return first.matches(ACCOUNT)
                ? Optional.of(first)
                : store.find(first).map(entity -> "act_" + entity.accountId());
    }

    ObjectNode handle(GraphRequest request) {
        List<String> path = request.path();
        if (request.params().has("date_format")) {
            throw GraphError.parameter("date_format is no longer supported"); // removed with v26
        }
        if (path.isEmpty() || path.size() > 2) {
            throw new GraphError(2500, "Unknown path components: /" + String.join("/", path));
        }
        String first = path.get(0);
        if (first.matches(ACCOUNT)) {
            String accountId = first.substring("act_".length());
            return path.size() == 1 ? account(request, accountId) : accountEdge(request, accountId, path.get(1));
        }
        Optional<Entity> known = store.find(first);
        if (known.isEmpty() && path.size() == 1 && !request.write()) {
            return elsewhere(request, first);
        }
        Entity entity = known.filter(e -> e.kind().readable(e))
                .orElseThrow(() -> GraphError.unknownObject(request.method(), first));
        return path.size() == 1 ? node(request, entity) : nodeEdge(request, entity, path.get(1));
    }

    /** What is no object of an ad account: pages, posts and media, any of which exist. */
    private ObjectNode elsewhere(GraphRequest request, String id) {
        FieldSelection selection = selection(request, "id");
        List<String> fields = List.copyOf(selection.names());
        return posts.read(id, fields)
                .or(() -> Pages.read(id, fields))
                .map(object -> selection.of(object, reference -> null))
                .orElseThrow(() -> GraphError.unknownObject("GET", id));
    }

    private ObjectNode account(GraphRequest request, String accountId) {
        if (request.write()) {
            throw GraphError.unknownObject(request.method(), "act_" + accountId);
        }
        return new AccountNode(accountId, settings).read(selection(request, "id"), store.now());
    }

    private ObjectNode accountEdge(GraphRequest request, String accountId, String edge) {
        if (edge.endsWith(BY_LABELS) && !request.write()) {
            return labelled(request, accountId, edge);
        }
        if (edge.equals("minimum_budgets") && !request.write()) {
            return new AccountNode(accountId, settings).minimumBudgets();
        }
        Kind kind = edges.get(edge);
        if (kind == null) {
            throw noSuchField(edge, "AdAccount");
        }
        return switch (request.method()) {
            case "GET" -> list(request, kind, accountId, entity -> true);
            case "POST" -> readBack(request, kind, kind.create(request, accountId));
            case "DELETE" -> kind.deleteByParam(request, accountId);
            default -> throw unsupported(request);
        };
    }

    /** {@code campaignsbylabels} and the like: those with all, or any, of the labels named by id. */
    private ObjectNode labelled(GraphRequest request, String accountId, String edge) {
        Kind kind = edges.get(edge.substring(0, edge.length() - BY_LABELS.length()));
        if (!(kind instanceof AdObjects)) {
            throw noSuchField(edge, "AdAccount");
        }
        if (!request.params().has(LABEL_IDS)) {
            throw GraphError.missing(LABEL_IDS);
        }
        Set<String> wanted = new HashSet<>();
        request.params().list(LABEL_IDS).forEach(id -> wanted.add(id.asText()));
        boolean any = request.params().text("operator").orElse("ALL").equals("ANY");
        return list(request, kind, accountId, entity -> {
            List<String> labels = entity.data().path(AdObjects.ADLABELS).findValuesAsText("id");
            return any ? labels.stream().anyMatch(wanted::contains) : labels.containsAll(wanted);
        });
    }

    private ObjectNode node(GraphRequest request, Entity entity) {
        Kind kind = entity.kind();
        return switch (request.method()) {
            case "GET" -> show(request, selection(request, kind), entity);
            case "POST" -> kind.update(request, entity);
            case "DELETE" -> kind.delete(request, entity);
            default -> throw unsupported(request);
        };
    }

    private ObjectNode nodeEdge(GraphRequest request, Entity entity, String edge) {
        if (request.write()) {
            throw GraphError.unknownObject(request.method(), entity.id());
        }
        if (entity.kind() == videos && edge.equals("thumbnails")) {
            return chooseFrames(request, videos.thumbnails(request, (Video) entity));
        }
        if (entity.kind() == campaigns && edge.equals("adsets")) {
            return list(request, adSets, entity.accountId(), childOf(entity, AdSets.CAMPAIGN_ID));
        }
        if (entity.kind() == campaigns && edge.equals("ads")) {
            return list(request, ads, entity.accountId(), childOf(entity, AdSets.CAMPAIGN_ID));
        }
        if (entity.kind() == adSets && edge.equals("ads")) {
            return list(request, ads, entity.accountId(), childOf(entity, Ads.AD_SET_ID));
        }
        throw noSuchField(edge, entity.kind().nodeType());
    }

    private static Predicate<Entity> childOf(Entity parent, String field) {
        return child -> parent.id().equals(child.text(field));
    }

    private ObjectNode list(GraphRequest request, Kind kind, String accountId, Predicate<Entity> filter) {
        StatusFilter.check(request.params());
        FieldSelection selection = selection(request, kind);
        List<Entity> entities = store.newestFirst(kind, accountId)
                .filter(filter)
                .filter(entity -> kind.listed(request, entity))
                .toList();
        return Page.of(request, entities, entity -> show(request, selection, entity));
    }

    /** A create answers with the id, and with fields of the new object where the call asks for some. */
    private ObjectNode readBack(GraphRequest request, Kind kind, ObjectNode answer) {
        return request.params().has(FIELDS) && answer.has("id")
                ? show(
                        request,
                        selection(request, kind),
                        store.find(answer.get("id").asText()).orElseThrow())
                : answer;
    }

    /** The fields asked for, which the kind must have; without any, id alone, of images the hash too. */
    private FieldSelection selection(GraphRequest request, Kind kind) {
        FieldSelection selection = selection(request, kind == images ? "hash,id" : "id");
        selection.names().forEach(name -> {
            if (!kind.fields().contains(name)) {
                throw noSuchField(name, kind.nodeType());
            }
        });
        return selection;
    }

    private static FieldSelection selection(GraphRequest request, String otherwise) {
        return FieldSelection.parse(request.params().text(FIELDS).orElse(otherwise));
    }

    private ObjectNode show(GraphRequest request, FieldSelection selection, Entity entity) {
        return selection.of(entity.kind().view(request, entity), id -> store.find(id)
                .map(referred -> referred.kind().view(request, referred))
                .orElse(null));
    }

    private ObjectNode chooseFrames(GraphRequest request, ObjectNode thumbnails) {
        request.params()
                .text(FIELDS)
                .map(fields -> FieldSelection.parse("data{" + fields + "}"))
                .ifPresent(selection -> thumbnails.setAll(selection.of(thumbnails, id -> null)));
        return thumbnails;
    }

    private static GraphError noSuchField(String name, String nodeType) {
        return GraphError.parameter("Tried accessing nonexisting field (" + name + ") on node type (" + nodeType + ")");
    }

    private static GraphError unsupported(GraphRequest request) {
        return new GraphError(100, "Unsupported method: " + request.method()).type(GraphError.METHOD);
    }

    /** @return all objects by edge, as the control side shows them; videos only once they are uploaded */
    ObjectNode state() {
        ObjectNode state = Json.object();
        for (String edge : List.of("campaigns", "adsets", "ads", "adcreatives", "adlabels", "adimages", "advideos")) {
            Kind kind = edges.get(edge);
            var list = state.putArray(edge);
            store.all(kind)
                    .filter(entity -> !(entity instanceof Video video) || video.uploaded())
                    .forEach(entity -> list.add(kind.state(entity)));
        }
        var sessions = state.putArray("upload_sessions");
        store.sessions().forEach(session -> sessions.add(session.toJson()));
        return state;
    }
}
