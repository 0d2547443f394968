package launches;

import calls.BodyParts;
import campaigns.TreeObjects;
import clients.AdvertisedIdentities;
import clients.Client;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import creatives.CreativeParts;
import creatives.CreativeSteps;
import failures.Rejected;
import graph.Creation;
import jobs.NewItem;
import media.MediaParts;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Converts a launch to items, or finds all of its errors. Each entry is checked as the body of the operation that
 * creates a single such object, so a launch accepts the same fields.
 */
@Singleton
class LaunchPlanner {

    private static final String CLIENT_ID = "client_id";
    private static final String NAME = "name";
    private static final String STATUS = "status";
    private static final String PAUSED = "PAUSED";
    private static final String KIND = "kind";
    private static final String MEDIA = "media";
    private static final String THUMBNAIL = "thumbnail";
    private static final String MEDIA_ID = "media_id";
    private static final List<String> REFERENCES = List.of(MEDIA_ID, "image_hash", "video_id");

    /** Replaces an id that is not known yet when a body is checked. */
    private static final String TO_COME = "1";

    /**
     * The defaults are added to each creative; their size is limited, so that the total stays proportional to the body.
     */
    static final int MOST_DEFAULTS = 16 * 1024;

    /** Alternative fields: an entry with one of them does not get the default of the other. */
    private static final List<Set<String>> ALTERNATIVES = List.of(
            Set.of("message", "messages"),
            Set.of("headline", "headlines"),
            Set.of("description", "descriptions"),
            Set.of("link", "destination"));

    private final BodyParts bodies;
    private final AdvertisedIdentities identities;
    private final CreativeParts creatives;
    private final MediaParts parts;

    @Inject
    LaunchPlanner(BodyParts bodies, AdvertisedIdentities identities, CreativeParts creatives, MediaParts parts) {
        this.bodies = bodies;
        this.identities = identities;
        this.creatives = creatives;
        this.parts = parts;
    }

    /**
     * The plan of a launch.
     *
     * @param knownMedia the media in the launch that the client has
     * @throws Rejected with all errors
     */
    LaunchPlan plan(ObjectNode body, Client client, Set<UUID> knownMedia, LocalDate today) {
        return new Planning(body, client, knownMedia, today).plan();
    }

    /** The media of this service that a launch names. */
    static Set<UUID> mediaIds(ObjectNode body) {
        Set<UUID> ids = new LinkedHashSet<>();
        for (String list : List.of(MEDIA, "creatives")) {
            body.path(list).findValuesAsText(MEDIA_ID).forEach(id -> uuid(id, ids));
        }
        return ids;
    }

    private static void uuid(String text, Set<UUID> ids) {
        try {
            ids.add(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            // The check of its entry reports it.
        }
    }

    private final class Planning {

        private final ObjectNode body;
        private final Client client;
        private final Set<UUID> knownMedia;
        private final LaunchFaults findings = new LaunchFaults();
        private final Tree tree;
        private final List<NewItem> items = new ArrayList<>();
        private final List<NodeKind> created = new ArrayList<>();
        private final Map<String, Integer> places = new HashMap<>();
        private final Map<String, ObjectNode> media = new HashMap<>();
        private final Map<String, String> currencies = new LinkedHashMap<>();

        Planning(ObjectNode body, Client client, Set<UUID> knownMedia, LocalDate today) {
            this.body = body;
            this.client = client;
            this.knownMedia = knownMedia;
            this.tree = Tree.of(body, today, findings);
        }

        LaunchPlan plan() {
            if (tree.defaults().toString().length() > MOST_DEFAULTS) {
                findings.invalid(
                        "/defaults",
                        "has more than " + MOST_DEFAULTS + " characters; move long texts to the creatives");
                throw findings.refusal();
            }
            TreeRules.check(tree, findings);
            tree.media().values().forEach(this::medium);
            if (tree.campaign() != null) {
                object(tree.campaign(), Creation.Kind.CAMPAIGN, List.of());
            }
            tree.adSets().values().forEach(adSet -> object(adSet, Creation.Kind.ADSET, parents(tree.campaign())));
            tree.creatives().values().forEach(this::creative);
            tree.ads().forEach(ad -> object(ad.node(), Creation.Kind.AD, parents(ad.adSet(), ad.creative())));
            findings.raise();
            return new LaunchPlan(tree, items, Estimate.of(created), currencies);
        }

        /** The dependencies of an entry; a missing one has already been reported. */
        private List<Node> parents(Node... nodes) {
            List<Node> parents = new ArrayList<>();
            for (Node node : nodes) {
                if (node != null) {
                    parents.add(node);
                }
            }
            return parents;
        }

        private void add(Node node, String type, ObjectNode input, List<Node> parents, List<UUID> mediaIds) {
            places.put(place(node), items.size());
            created.add(node.kind());
            items.add(new NewItem(
                    UUID.randomUUID(),
                    node.kind().sql(),
                    node.key(),
                    type,
                    input,
                    parents.stream()
                            .map(parent -> places.get(place(parent)))
                            .filter(place -> place != null)
                            .distinct()
                            .toList(),
                    false,
                    mediaIds,
                    null,
                    null));
        }

        private String place(Node node) {
            return node.kind() + " " + node.key();
        }

        // media

        private void medium(Node node) {
            ObjectNode reference = node.fields().deepCopy();
            reference.retain(REFERENCES);
            if (reference.size() + (node.has("url") ? 1 : 0) != 1) {
                findings.invalid(node.pointer(), "must have one of media_id, url, image_hash and video_id");
                return;
            }
            if (node.has("url")) {
                try {
                    NewItem item = parts.download(node.key(), node.fields(), node.name(), client);
                    places.put(place(node), items.size());
                    created.add(node.kind());
                    items.add(item);
                    reference = reference
                            .objectNode()
                            .put(MEDIA_ID, item.mediaIds().get(0).toString());
                    media.put(node.key(), reference);
                } catch (Rejected refusal) {
                    findings.add(node.pointer(), refusal);
                }
                return;
            }
            checkKnown(reference, node.pointer());
            media.put(node.key(), reference);
        }

        private void checkKnown(JsonNode reference, String pointer) {
            if (reference.hasNonNull(MEDIA_ID)) {
                Set<UUID> id = new LinkedHashSet<>();
                uuid(reference.path(MEDIA_ID).asText(), id);
                if (!knownMedia.containsAll(id)) {
                    findings.invalid(pointer + "/" + MEDIA_ID, "The client has no such medium.");
                }
            }
        }

        // campaigns, ad sets, ads

        private void object(Node node, Creation.Kind kind, List<Node> parents) {
            if (!node.isNew()) {
                checkGiven(node);
                return;
            }
            ObjectNode request = node.fields().deepCopy();
            if (request.hasNonNull(STATUS)
                    && !PAUSED.equals(request.path(STATUS).asText())) {
                findings.invalid(
                        node.pointer() + "/" + STATUS,
                        "All objects of a launch are created PAUSED; activate them with POST /v1/jobs/{job_id}/activate.");
            }
            request.put(STATUS, PAUSED);
            putName(node, request);
            request.put(CLIENT_ID, client.clientId());
            Set<String> toCome = new LinkedHashSet<>();
            for (Node parent : parents) {
                String field = parent.kind().idField();
                if (request.has(field)) {
                    findings.invalid(node.pointer() + "/" + field, "is set by the launch; remove it");
                }
                if (parent.isNew()) {
                    toCome.add(field);
                }
                request.put(field, parent.isNew() ? TO_COME : parent.given());
            }
            ObjectNode checked = check(node, kind, request);
            if (checked != null) {
                checked.remove(CLIENT_ID);
                checked.remove(toCome);
                add(node, LaunchSteps.type(kind), checked, parents, List.of());
            }
        }

        private void putName(Node node, ObjectNode request) {
            if (node.name() == null) {
                request.remove(NAME);
            } else {
                request.set(NAME, TextNode.valueOf(node.name()));
            }
        }

        private void checkGiven(Node node) {
            String field = node.kind().idField();
            if (node.fields().size() > 1) {
                findings.invalid(
                        node.pointer(),
                        "names an object that exists (" + field + ") and describes a new one; use only one of both");
            } else if (!node.given().matches("\\d{1,40}")) {
                findings.invalid(node.pointer() + "/" + field, "is not an id of Meta");
            }
        }

        /** The request with Meta's numbers, or null if it has errors. */
        private ObjectNode check(Node node, Creation.Kind kind, ObjectNode request) {
            int before = findings.errors().size();
            if (findings.isFull()) {
                return null;
            }
            findings.invalid(node.pointer(), bodies.faults(TreeObjects.operation(kind), request));
            if (findings.errors().size() > before) {
                return null;
            }
            try {
                identities.checkPages(client, request);
                TreeObjects.currencies(request)
                        .forEach((pointer, currency) -> currencies.put(node.pointer() + pointer, currency));
                ObjectNode inUnits = TreeObjects.inUnits(request);
                findings.refused(node.pointer(), TreeObjects.faults(kind, inUnits));
                return findings.errors().size() > before ? null : inUnits;
            } catch (Rejected refusal) {
                findings.add(node.pointer(), refusal);
                return null;
            }
        }

        // creatives

        private void creative(Node node) {
            if (!node.isNew()) {
                checkGiven(node);
                return;
            }
            String kind = node.text(KIND);
            if (!creatives.kinds().contains(kind)) {
                findings.invalid(
                        node.pointer() + "/kind",
                        "must be one of " + String.join(", ", creatives.kinds()) + ", or use a creative_id");
                return;
            }
            ObjectNode request = node.fields().deepCopy();
            request.remove(KIND);
            putName(node, request);
            addDefaults(request, bodies.fields(CreativeParts.operation(kind)));
            int before = findings.errors().size();
            List<Node> parents = new ArrayList<>();
            resolve(request, node.pointer(), parents);
            request.put(CLIENT_ID, client.clientId());
            if (!findings.isFull()) {
                findings.invalid(node.pointer(), bodies.faults(CreativeParts.operation(kind), request));
            }
            request.remove(CLIENT_ID);
            if (findings.errors().size() == before) {
                creatives.refusal(kind, request, client).ifPresent(refusal -> findings.add(node.pointer(), refusal));
            }
            if (findings.errors().size() == before) {
                List<UUID> mediaIds = mediaIds(request);
                add(node, CreativeSteps.TYPE, CreativeParts.jobInput(kind, request), parents, mediaIds);
            }
        }

        private List<UUID> mediaIds(ObjectNode request) {
            Set<UUID> ids = new LinkedHashSet<>();
            request.findValuesAsText(MEDIA_ID).forEach(id -> uuid(id, ids));
            return List.copyOf(ids);
        }

        /** Adds the defaults of fields that the kind has, unless the entry sets them or an alternative. */
        private void addDefaults(ObjectNode request, Set<String> known) {
            Set<String> decided = ALTERNATIVES.stream()
                    .filter(fields -> fields.stream().anyMatch(request::has))
                    .flatMap(Set::stream)
                    .collect(Collectors.toSet());
            tree.defaults().properties().forEach(field -> {
                if (known.contains(field.getKey())
                        && !decided.contains(field.getKey())
                        && !request.has(field.getKey())) {
                    request.set(field.getKey(), field.getValue());
                }
            });
        }

        /** Replaces keys of {@code media} by their media. */
        private void resolve(JsonNode value, String pointer, List<Node> parents) {
            if (value instanceof ObjectNode object) {
                List<String> names = StreamSupport.stream(((Iterable<String>) object::fieldNames).spliterator(), false)
                        .toList();
                for (String name : names) {
                    JsonNode member = object.get(name);
                    String at = pointer + "/" + name;
                    boolean isMedium = name.equals(MEDIA) || name.equals(THUMBNAIL);
                    if (isMedium && member.isTextual()) {
                        reference(object, name, member.asText(), at, parents);
                    } else if (isMedium && member.isObject()) {
                        checkKnown(member, at);
                    } else {
                        resolve(member, at, parents);
                    }
                }
            } else if (value.isArray()) {
                for (int place = 0; place < value.size(); place++) {
                    resolve(value.get(place), pointer + "/" + place, parents);
                }
            }
        }

        private void reference(ObjectNode object, String name, String key, String at, List<Node> parents) {
            Node node = tree.media().get(key);
            if (node == null) {
                findings.invalid(at, "there is no entry in 'media' with the key '" + key + "'");
            } else {
                if (node.isNew()) {
                    parents.add(node);
                }
                ObjectNode reference = media.get(key);
                object.set(name, reference == null ? object.objectNode() : reference);
            }
        }
    }
}
