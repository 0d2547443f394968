package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The Graph API's addresses: finds what a call means, and answers it or throws a {@link Refusal}. */
final class Graph {
    private static final String ACCOUNT = "act_\\d+";
    private static final String BY_LABELS = "bylabels";
    private static final String LABEL_IDS = "ad_label_ids";

    private final Store store;
    private final Settings settings;
    private final ObjectKinds kinds;
    private final Reading reading;
    private final NodeEdges nodeEdges;
    private final InsightsEdge insights;
    private final Reports reports;
    private final VideoAds videoAds;
    private final Posts posts;
    private final Me me;

    Graph(Store store, Settings settings) {
        this.store = store;
        this.settings = settings;
        posts = new Posts(settings);
        kinds = new ObjectKinds(store, settings, posts);
        me = new Me(store, settings);
        reading = new Reading(store);
        videoAds = new VideoAds(kinds.videos());
        insights = new InsightsEdge(store, kinds, settings);
        reports = new Reports(store, settings, insights);
        nodeEdges = new NodeEdges(kinds, reading, store, insights, reports);
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

    ObjectNode handle(IncomingCall request) {
        List<String> path = request.path();
        if (request.params().has("date_format")) {
            throw Refusal.parameter("date_format is no longer supported"); // removed with v26
        }
        if (path.isEmpty() || path.size() > 2) {
            throw new Refusal(2500, "Unknown path components: /" + String.join("/", path));
        }
        String first = path.get(0);
        if (first.matches(ACCOUNT)) {
            String accountId = first.substring("act_".length());
            return path.size() == 1 ? account(request, accountId) : accountEdge(request, accountId, path.get(1));
        }
        if (!request.write()) {
            switch (first) {
                case "me" -> {
                    return me.read(request);
                }
                case "debug_token" -> {
                    return me.debug(request);
                }
                case "search" -> {
                    return Search.read(request);
                }
                default -> {
                    // an id
                }
            }
        }
        Optional<Entity> known = store.find(first);
        if (known.isEmpty() && path.size() == 1 && !request.write()) {
            return elsewhere(request, first);
        }
        if (known.isEmpty() && path.size() == 2 && !request.write()) {
            return Pages.edge(first, path.get(1)).orElseThrow(() -> Refusal.unknownObject("GET", first));
        }
        Entity entity = known.filter(e -> e.kind().readable(e))
                .orElseThrow(() -> Refusal.unknownObject(request.method(), first));
        return path.size() == 1 ? node(request, entity) : nodeEdges.handle(request, entity, path.get(1));
    }

    /** Objects outside ad accounts: pages, posts and media, any of which exist. */
    private ObjectNode elsewhere(IncomingCall request, String id) {
        FieldSelection selection = Reading.selection(request, "id");
        List<String> fields = List.copyOf(selection.names());
        return posts.read(id, fields)
                .or(() -> Pages.read(id, fields))
                .map(object -> selection.of(object, reference -> null))
                .orElseThrow(() -> Refusal.unknownObject("GET", id));
    }

    private ObjectNode account(IncomingCall request, String accountId) {
        if (request.write()) {
            throw Refusal.unknownObject(request.method(), "act_" + accountId);
        }
        return new AccountNode(accountId, settings).read(Reading.selection(request, "id"), store.now());
    }

    private ObjectNode accountEdge(IncomingCall request, String accountId, String edge) {
        if (edge.endsWith(BY_LABELS) && !request.write()) {
            return labelled(request, accountId, edge);
        }
        if (request.method().equals("GET")) {
            switch (edge) {
                case "minimum_budgets" -> {
                    return new AccountNode(accountId, settings).minimumBudgets();
                }
                case "insights" -> {
                    return insights.read(request, accountId, null);
                }
                case "generatepreviews" -> {
                    ObjectNode creative = request.params().object("creative");
                    return PreviewEdge.of(request, kinds.creatives().previewed(creative, accountId));
                }
                default -> {
                    // a list of objects
                }
            }
        }
        if (edge.equals(VideoAds.EDGE) && request.method().equals("POST")) {
            return videoAds.post(request, accountId);
        }
        if (edge.equals("insights") && request.method().equals("POST")) {
            return reports.create(request, accountId);
        }
        ObjectKind kind = kinds.byEdge(edge);
        if (kind == null) {
            throw Reading.noSuchField(edge, "AdAccount");
        }
        return switch (request.method()) {
            case "GET" -> reading.list(request, kind, accountId, entity -> true);
            case "POST" -> reading.readBack(request, kind.create(request, accountId));
            case "DELETE" -> kind.deleteByParam(request, accountId);
            default -> throw unsupported(request);
        };
    }

    /** {@code campaignsbylabels} and the like: those with all, or any, of the labels named by id. */
    private ObjectNode labelled(IncomingCall request, String accountId, String edge) {
        ObjectKind kind = kinds.byEdge(edge.substring(0, edge.length() - BY_LABELS.length()));
        if (!(kind instanceof LabelledNodes)) {
            throw Reading.noSuchField(edge, "AdAccount");
        }
        if (!request.params().has(LABEL_IDS)) {
            throw Refusal.missing(LABEL_IDS);
        }
        Set<String> wanted = new HashSet<>();
        request.params().list(LABEL_IDS).forEach(id -> wanted.add(id.asText()));
        boolean any = request.params().text("operator").orElse("ALL").equals("ANY");
        return reading.list(request, kind, accountId, entity -> {
            List<String> labels = entity.data().path(LabelledNodes.ADLABELS).findValuesAsText("id");
            return any ? labels.stream().anyMatch(wanted::contains) : labels.containsAll(wanted);
        });
    }

    private ObjectNode node(IncomingCall request, Entity entity) {
        ObjectKind kind = entity.kind();
        return switch (request.method()) {
            case "GET" -> reading.show(request, entity);
            case "POST" -> kind.update(request, entity);
            case "DELETE" -> kind.delete(request, entity);
            default -> throw unsupported(request);
        };
    }

    private static Refusal unsupported(IncomingCall request) {
        return new Refusal(100, "Unsupported method: " + request.method()).type(Refusal.METHOD);
    }

    RawUpload rawUpload(String videoId) {
        return videoAds.find(videoId);
    }

    ObjectNode state() {
        return kinds.state(store);
    }
}
