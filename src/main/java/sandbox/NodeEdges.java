package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What is read of an object's children, and made of the object itself: the edges of nodes. */
final class NodeEdges {
    private final ObjectKinds kinds;
    private final Reading reading;
    private final Copies copies;
    private final InsightsEdge insights;
    private final Reports reports;

    NodeEdges(ObjectKinds kinds, Reading reading, Store store, InsightsEdge insights, Reports reports) {
        this.kinds = kinds;
        this.insights = insights;
        this.reports = reports;
        this.reading = reading;
        this.copies = new Copies(kinds, store);
    }

    ObjectNode handle(IncomingCall request, Entity entity, String edge) {
        return switch (request.method()) {
            case "GET" -> read(request, entity, edge);
            case "POST" -> make(request, entity, edge);
            default -> throw Refusal.unknownObject(request.method(), entity.id());
        };
    }

    private ObjectNode make(IncomingCall request, Entity entity, String edge) {
        if (edge.equals("copies") && isInTree(entity)) {
            return copies.make(request, entity);
        }
        if (edge.equals("insights") && isInTree(entity)) {
            return reports.start(request, entity.accountId(), entity);
        }
        throw Refusal.unknownObject("POST", entity.id());
    }

    private ObjectNode read(IncomingCall request, Entity entity, String edge) {
        ObjectKind kind = entity.kind();
        String account = entity.accountId();
        if (kind == kinds.videos() && edge.equals("thumbnails")) {
            return chooseFrames(request, kinds.videos().thumbnails(request, (Video) entity));
        }
        if (kind == kinds.campaigns() && edge.equals("adsets")) {
            return reading.list(request, kinds.adSets(), account, childOf(entity, AdSetNodes.CAMPAIGN_ID));
        }
        if (kind == kinds.campaigns() && edge.equals("ads")) {
            return reading.list(request, kinds.ads(), account, childOf(entity, AdSetNodes.CAMPAIGN_ID));
        }
        if (kind == kinds.adSets() && edge.equals("ads")) {
            return reading.list(request, kinds.ads(), account, childOf(entity, AdNodes.AD_SET_ID));
        }
        if ((kind == kinds.adSets() || kind == kinds.ads()) && edge.equals("adcreatives")) {
            Set<String> shown =
                    kinds.ads().under(entity).map(AdNodes::creativeId).collect(Collectors.toSet());
            return reading.list(request, kinds.creatives(), account, creative -> shown.contains(creative.id()));
        }
        if ((kind == kinds.creatives() || kind == kinds.ads()) && edge.equals("previews")) {
            return PreviewEdge.of(request, entity.id());
        }
        if (kind == reports && edge.equals("insights")) {
            return reports.rows(request, entity);
        }
        if (isInTree(entity) && edge.equals("insights")) {
            return insights.read(request, account, entity);
        }
        throw Reading.noSuchField(edge, kind.nodeType());
    }

    /** @return whether it is a campaign, ad set or ad */
    private boolean isInTree(Entity entity) {
        return Set.of(kinds.campaigns(), kinds.adSets(), kinds.ads()).contains(entity.kind());
    }

    private static Predicate<Entity> childOf(Entity parent, String field) {
        return child -> parent.id().equals(child.text(field));
    }

    private static ObjectNode chooseFrames(IncomingCall request, ObjectNode thumbnails) {
        request.params()
                .text("fields")
                .map(fields -> FieldSelection.parse("data{" + fields + "}"))
                .ifPresent(selection -> thumbnails.setAll(selection.of(thumbnails, id -> null)));
        return thumbnails;
    }
}
