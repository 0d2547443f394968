package launches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The entries of a launch by key, with names, and with the ads of a matrix expanded.
 *
 * @param campaign null if the launch has none
 */
record Tree(
        ObjectNode defaults,
        Map<String, Node> media,
        Node campaign,
        Map<String, Node> adSets,
        Map<String, Node> creatives,
        List<Ad> ads) {

    static final int MOST_ADS = 2000;

    private static final String KEY = "key";
    private static final String NAME = "name";
    private static final String ADSET = "adset";
    private static final String CREATIVE = "creative";
    private static final String ALL = "*";

    /** An ad with its ad set and creative; each is null if there is no such entry. */
    record Ad(Node node, Node adSet, Node creative) {}

    /** Reads a valid body. */
    static Tree of(ObjectNode body, LocalDate today, LaunchFaults findings) {
        return new Reader(body, today, findings).read();
    }

    /** All entries in the order of their creation. */
    List<Node> nodes() {
        List<Node> nodes = new ArrayList<>(media.values());
        if (campaign != null) {
            nodes.add(campaign);
        }
        nodes.addAll(adSets.values());
        nodes.addAll(creatives.values());
        ads.forEach(ad -> nodes.add(ad.node()));
        return nodes;
    }

    private static final class Reader {

        private final ObjectNode body;
        private final ObjectNode defaults;
        private final JsonNode naming;
        private final LaunchFaults findings;
        private final Map<String, String> everywhere = new HashMap<>();

        Reader(ObjectNode body, LocalDate today, LaunchFaults findings) {
            this.body = body;
            this.findings = findings;
            this.defaults = body.path("defaults").isObject()
                    ? ((ObjectNode) body.path("defaults")).deepCopy()
                    : JsonNodeFactory.instance.objectNode();
            JsonNode patterns = defaults.remove("naming");
            this.naming = patterns == null ? JsonNodeFactory.instance.objectNode() : patterns;
            everywhere.put("date", today.toString());
            everywhere.put("launch.name", body.path(NAME).asText());
        }

        Tree read() {
            Map<String, Node> media = list(NodeKind.MEDIA);
            Node campaign = campaign();
            if (campaign != null && campaign.isNew()) {
                campaign = named(campaign, 1, null, Map.of());
            }
            everywhere.put("campaign.name", campaign == null || campaign.name() == null ? "" : campaign.name());
            Map<String, Node> adSets = list(NodeKind.ADSET);
            number(adSets, null, node -> values("adset", node));
            Map<String, Node> creatives = list(NodeKind.CREATIVE);
            number(creatives, "{{launch.name}} {{creative.key}}", node -> {
                Map<String, String> values = values("creative", node);
                values.putAll(
                        values("media", media.get(node.fields().path("media").asText())));
                return values;
            });
            return new Tree(defaults, media, campaign, adSets, creatives, ads(adSets, creatives, media));
        }

        private Node campaign() {
            if (!body.path("campaign").isObject()) {
                return null;
            }
            ObjectNode fields = ((ObjectNode) body.path("campaign")).deepCopy();
            return new Node(
                    NodeKind.CAMPAIGN,
                    "campaign",
                    "/campaign",
                    fields,
                    fields.path(NAME).asText(null));
        }

        private Map<String, Node> list(NodeKind kind) {
            Map<String, Node> nodes = new LinkedHashMap<>();
            JsonNode entries = body.path(kind.member());
            for (int place = 0; place < entries.size(); place++) {
                ObjectNode fields = entries.get(place).deepCopy();
                String key = fields.remove(KEY).asText();
                String pointer = "/" + kind.member() + "/" + place;
                Node node =
                        new Node(kind, key, pointer, fields, fields.path(NAME).asText(null));
                Node other = nodes.putIfAbsent(key, node);
                if (other != null) {
                    findings.invalid(pointer + "/key", "'" + key + "' is already the key of " + other.pointer());
                }
            }
            return nodes;
        }

        private interface Values {
            Map<String, String> of(Node node);
        }

        private void number(Map<String, Node> nodes, String otherwise, Values values) {
            int number = 1;
            for (Map.Entry<String, Node> entry : nodes.entrySet()) {
                Node node = entry.getValue();
                if (node.isNew()) {
                    entry.setValue(named(node, number, otherwise, values.of(node)));
                }
                number++;
            }
        }

        /** The entry with its name, or with the name by the pattern of its kind. */
        private Node named(Node node, int number, String otherwise, Map<String, String> values) {
            String pattern = node.name() != null
                    ? node.name()
                    : naming.path(node.kind().sql()).asText(otherwise);
            if (pattern == null) {
                return node;
            }
            Map<String, String> known = new HashMap<>(everywhere);
            known.putAll(values);
            known.put("n", String.valueOf(number));
            Names.Name name = Names.expand(pattern, known);
            if (name.fault() != null) {
                findings.invalid(
                        node.name() != null
                                ? node.pointer() + "/name"
                                : "/defaults/naming/" + node.kind().sql(),
                        name.fault());
            }
            return node.named(name.text());
        }

        private static Map<String, String> values(String prefix, Node node) {
            Map<String, String> values = new HashMap<>();
            if (node != null) {
                values.put(prefix + ".key", node.key());
                values.put(prefix + ".name", node.name() == null ? node.key() : node.name());
            }
            return values;
        }

        // ads

        private List<Ad> ads(Map<String, Node> adSets, Map<String, Node> creatives, Map<String, Node> media) {
            List<Ad> ads = new ArrayList<>();
            Map<String, String> pointers = new HashMap<>();
            JsonNode entries = body.path(NodeKind.AD.member());
            for (int place = 0; place < entries.size(); place++) {
                ObjectNode fields = entries.get(place).deepCopy();
                String pointer = "/ads/" + place;
                String adSet = text(fields.remove(ADSET));
                String creative = text(fields.remove(CREATIVE));
                JsonNode named = fields.remove(KEY);
                String key = named == null ? adSet + "/" + creative : named.asText();
                add(
                        ads,
                        pointers,
                        pointer,
                        key,
                        fields,
                        entry(adSets, adSet, pointer + "/adset"),
                        entry(creatives, creative, pointer + "/creative"),
                        media);
            }
            matrix(ads, pointers, adSets, creatives, media);
            return ads;
        }

        private void matrix(
                List<Ad> ads,
                Map<String, String> pointers,
                Map<String, Node> adSets,
                Map<String, Node> creatives,
                Map<String, Node> media) {
            JsonNode matrix = body.path("ads_matrix");
            if (!matrix.isObject()) {
                return;
            }
            Collection<Node> rows = choice(matrix, NodeKind.ADSET, adSets);
            Collection<Node> columns = choice(matrix, NodeKind.CREATIVE, creatives);
            if (ads.size() + (long) rows.size() * columns.size() > MOST_ADS) {
                findings.invalid(
                        "/ads_matrix",
                        rows.size() + " ad sets with " + columns.size() + " creatives each are "
                                + (long) rows.size() * columns.size() + " ads; a launch has at most " + MOST_ADS);
                return;
            }
            for (Node adSet : rows) {
                for (Node creative : columns) {
                    ObjectNode fields = JsonNodeFactory.instance.objectNode();
                    if (matrix.hasNonNull(NAME)) {
                        fields.set(NAME, matrix.path(NAME));
                    }
                    add(
                            ads,
                            pointers,
                            "/ads_matrix",
                            adSet.key() + "/" + creative.key(),
                            fields,
                            adSet,
                            creative,
                            media);
                }
            }
        }

        private Collection<Node> choice(JsonNode matrix, NodeKind kind, Map<String, Node> all) {
            Map<String, Node> chosen = new LinkedHashMap<>();
            JsonNode keys = matrix.path(kind.member());
            for (int place = 0; place < keys.size(); place++) {
                String key = keys.get(place).asText();
                if (ALL.equals(key)) {
                    return all.values();
                }
                Node node = entry(all, key, "/ads_matrix/" + kind.member() + "/" + place);
                if (node != null) {
                    chosen.put(key, node);
                }
            }
            return chosen.values();
        }

        private void add(
                List<Ad> ads,
                Map<String, String> pointers,
                String pointer,
                String key,
                ObjectNode fields,
                Node adSet,
                Node creative,
                Map<String, Node> media) {
            String other = pointers.putIfAbsent(key, pointer);
            if (other != null) {
                findings.invalid(pointer, "'" + key + "' is already the key of " + other + "; change one of them");
            }
            Map<String, String> values = values("adset", adSet);
            values.putAll(values("creative", creative));
            if (creative != null) {
                values.putAll(values(
                        "media", media.get(creative.fields().path("media").asText())));
            }
            Node node = new Node(
                    NodeKind.AD, key, pointer, fields, fields.path(NAME).asText(null));
            ads.add(new Ad(named(node, ads.size() + 1, "{{adset.key}} {{creative.key}}", values), adSet, creative));
        }

        private Node entry(Map<String, Node> nodes, String key, String pointer) {
            Node node = nodes.get(key);
            if (node == null) {
                findings.invalid(pointer, key == null ? "is required" : "there is no entry with the key '" + key + "'");
            }
            return node;
        }

        private static String text(JsonNode value) {
            return value == null ? null : value.asText();
        }
    }
}
