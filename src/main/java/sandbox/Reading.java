package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Shows objects and lists of them, with the fields that a call asks for. */
final class Reading {
    private static final String FIELDS = "fields";
    private static final String SINCE = "updated_since";

    private final Store store;

    Reading(Store store) {
        this.store = store;
    }

    /** The objects of an account that pass the filter and what the call itself filters by, a page of them. */
    ObjectNode list(IncomingCall request, ObjectKind kind, String accountId, Predicate<Entity> filter) {
        StatusFilter.check(request.params());
        FieldSelection selection = selection(request, kind);
        Filtering filtering = Filtering.of(request.params(), kind);
        Optional<Instant> since = since(request.params());
        List<Entity> entities = store.newestFirst(kind, accountId)
                .filter(filter)
                .filter(entity -> kind.listed(request, entity))
                .filter(entity ->
                        since.map(time -> !entity.updated().isBefore(time)).orElse(true))
                .filter(entity -> filtering.isEmpty() || filtering.admits(kind.view(request, entity)))
                .toList();
        return Page.of(request, entities, entity -> show(request, selection, entity));
    }

    private static Optional<Instant> since(Params params) {
        if (!params.has(SINCE)) {
            return Optional.empty();
        }
        return Optional.of(GraphTime.parse(params.text(SINCE).orElse(""))
                .orElseThrow(() -> Refusal.parameter("Param updated_since must be a valid datetime")
                        .blame(SINCE)));
    }

    ObjectNode show(IncomingCall request, Entity entity) {
        return show(request, selection(request, entity.kind()), entity);
    }

    private ObjectNode show(IncomingCall request, FieldSelection selection, Entity entity) {
        return selection.of(entity.kind().view(request, entity), id -> store.find(id)
                .map(referred -> referred.kind().view(request, referred))
                .orElse(null));
    }

    /** A create answers with the id, and with fields of the new object where the call asks for some. */
    ObjectNode readBack(IncomingCall request, ObjectNode answer) {
        JsonNode id = answer.path("id");
        return request.params().has(FIELDS) && !id.isMissingNode()
                ? show(request, store.find(id.asText()).orElseThrow())
                : answer;
    }

    /** The fields asked for, which the kind must have; without any, those it shows then. */
    private static FieldSelection selection(IncomingCall request, ObjectKind kind) {
        FieldSelection selection = selection(request, kind.defaultFields());
        selection.names().forEach(name -> {
            if (!kind.fields().contains(name)) {
                throw noSuchField(name, kind.nodeType());
            }
        });
        return selection;
    }

    static FieldSelection selection(IncomingCall request, String otherwise) {
        return FieldSelection.parse(request.params().text(FIELDS).orElse(otherwise));
    }

    static Refusal noSuchField(String name, String nodeType) {
        return Refusal.parameter("Tried accessing nonexisting field (" + name + ") on node type (" + nodeType + ")");
    }
}
