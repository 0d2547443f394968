package launches;

import calls.BodyFormat;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import failures.FieldError;
import failures.Kind;
import failures.Rejected;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Converts a launch in CSV, one row per ad, to JSON. Columns that begin with {@code campaign_} and {@code adset_} are
 * fields of the campaign and of the ad set; ad sets and creatives are identified by their names or ids. An empty cell
 * is ignored.
 */
@Singleton
public class LaunchCsv implements BodyFormat {

    static final Set<String> OF_THE_LAUNCH = Set.of("client_id", "launch_name", "on_failure", "callback_url");
    static final Set<String> OF_CREATIVES = Set.of(
            "creative_id",
            "creative_name",
            "kind",
            "link",
            "message",
            "headline",
            "description",
            "call_to_action",
            "display_link",
            "url_tags",
            "instagram_user_id");
    static final Set<String> OF_MEDIA = Set.of("media_id", "url", "image_hash", "video_id");

    private static final String AD_NAME = "ad_name";
    private static final String CAMPAIGN = "campaign_";
    private static final String ADSET = "adset_";
    private static final String NAME = "name";
    /** Columns with several values, separated by spaces. */
    private static final Set<String> LISTS =
            Set.of("countries", "special_ad_categories", "special_ad_category_country");

    private static final Set<String> NUMBERS = Set.of(
            "daily_budget",
            "lifetime_budget",
            "spend_cap",
            "bid_amount",
            "daily_min_spend_target",
            "daily_spend_cap",
            "age_min",
            "age_max");

    private final ObjectMapper mapper;

    @Inject
    LaunchCsv(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public String operation() {
        return "createLaunch";
    }

    @Override
    public ObjectNode read(String text) {
        return new Reader().read(rows(text));
    }

    private static List<Map<String, String>> rows(String text) {
        CsvSchema header = CsvSchema.emptySchema().withHeader();
        List<Map<String, String>> rows = new ArrayList<>();
        try (MappingIterator<Map<String, String>> lines = new CsvMapper()
                .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
                .enable(CsvParser.Feature.FAIL_ON_MISSING_HEADER_COLUMNS)
                .readerForMapOf(String.class)
                .with(header)
                .readValues(text)) {
            while (lines.hasNextValue()) {
                if (rows.size() == Tree.MOST_ADS) {
                    throw refusal("", "has more than " + Tree.MOST_ADS + " rows");
                }
                rows.add(lines.nextValue());
            }
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw refusal(
                    "", "is not CSV with a header: line " + line + " has other columns, or a quote is not closed");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        if (rows.isEmpty()) {
            throw refusal("", "has no rows after the header");
        }
        return rows;
    }

    private static Rejected refusal(String pointer, String detail) {
        return new Rejected(
                Kind.INVALID_REQUEST, "The CSV cannot be read.", List.of(FieldError.atPointer(pointer, detail)));
    }

    private final class Reader {

        private final ObjectNode launch = JsonNodeFactory.instance.objectNode();
        private final Map<String, ObjectNode> adSets = new LinkedHashMap<>();
        private final Map<String, ObjectNode> creatives = new LinkedHashMap<>();
        private final Map<String, String> media = new LinkedHashMap<>();

        ObjectNode read(List<Map<String, String>> rows) {
            checkColumns(rows.get(0).keySet());
            ArrayNode ads = launch.arrayNode();
            for (int place = 0; place < rows.size(); place++) {
                row(rows.get(place), place + 2, ads);
            }
            if (!launch.has(NAME)) {
                launch.put(
                        NAME,
                        "Launch {{date}}"
                                .replace(
                                        "{{date}}",
                                        java.time.LocalDate.now(java.time.Clock.systemUTC())
                                                .toString()));
            }
            launch.putArray("adsets").addAll(adSets.values());
            launch.putArray("creatives").addAll(creatives.values());
            if (!ads.isEmpty()) {
                launch.set("ads", ads);
            }
            return launch;
        }

        private void checkColumns(Set<String> columns) {
            Set<String> unknown = new TreeSet<>(columns);
            unknown.removeIf(column -> column.startsWith(CAMPAIGN)
                    || column.startsWith(ADSET)
                    || column.equals(AD_NAME)
                    || OF_THE_LAUNCH.contains(column)
                    || OF_CREATIVES.contains(column)
                    || OF_MEDIA.contains(column));
            if (!unknown.isEmpty()) {
                throw refusal("", "has unknown columns: " + String.join(", ", unknown));
            }
        }

        private void row(Map<String, String> row, int line, ArrayNode ads) {
            ObjectNode campaign = launch.objectNode();
            ObjectNode adSet = launch.objectNode();
            ObjectNode creative = launch.objectNode();
            ObjectNode medium = launch.objectNode();
            ObjectNode head = launch.objectNode();
            row.forEach((column, cell) -> {
                if (cell == null || cell.isBlank()) {
                    return;
                }
                if (column.startsWith(CAMPAIGN)) {
                    put(
                            campaign,
                            column.equals("campaign_id") ? column : column.substring(CAMPAIGN.length()),
                            cell,
                            line);
                } else if (column.startsWith(ADSET)) {
                    put(adSet, column.equals("adset_id") ? column : column.substring(ADSET.length()), cell, line);
                } else if (OF_MEDIA.contains(column)) {
                    medium.put(column, cell);
                } else if (OF_THE_LAUNCH.contains(column)) {
                    head.put(column.equals("launch_name") ? NAME : column, cell);
                } else if (OF_CREATIVES.contains(column)) {
                    creative.put(column.equals("creative_name") ? NAME : column, cell);
                }
            });
            merge(launch, head, "the launch", line);
            if (!campaign.isEmpty()) {
                merge(launch.withObjectProperty("campaign"), campaign, "the campaign", line);
            }
            String adSetKey = entry(adSets, adSet, "adset", line);
            if (!medium.isEmpty()) {
                creative.put("media", mediaKey(medium));
                if (!creative.has("kind")) {
                    creative.put("kind", medium.has("video_id") ? "video" : "image");
                }
            }
            String creativeKey = entry(creatives, creative, "creative", line);
            if (adSetKey != null && creativeKey != null) {
                ObjectNode ad = ads.addObject()
                        .put("key", "row-" + line)
                        .put("adset", adSetKey)
                        .put("creative", creativeKey);
                if (row.get(AD_NAME) != null && !row.get(AD_NAME).isBlank()) {
                    ad.put(NAME, row.get(AD_NAME));
                }
            }
        }

        private String mediaKey(ObjectNode medium) {
            return media.computeIfAbsent(medium.toString(), first -> {
                String key = "media-" + (media.size() + 1);
                launch.withArrayProperty("media").addObject().put("key", key).setAll(medium);
                return key;
            });
        }

        /** The key of the entry of this name or id; null if the row has none. */
        private String entry(Map<String, ObjectNode> entries, ObjectNode fields, String kind, int line) {
            if (fields.isEmpty()) {
                return null;
            }
            String identity = fields.path(kind + "_id").asText(fields.path(NAME).asText(fields.toString()));
            ObjectNode known = entries.computeIfAbsent(
                    identity, first -> launch.objectNode().put("key", kind + "-" + (entries.size() + 1)));
            merge(known, fields, "the " + kind + " '" + identity + "'", line);
            return known.path("key").asText();
        }

        private static void merge(ObjectNode known, ObjectNode fields, String what, int line) {
            fields.properties().forEach(field -> {
                JsonNode before = known.get(field.getKey());
                if (before != null && before.isObject() && field.getValue().isObject()) {
                    merge((ObjectNode) before, (ObjectNode) field.getValue(), what, line);
                } else if (before != null && !before.equals(field.getValue())) {
                    throw refusal(
                            "/" + field.getKey(),
                            "of " + what + " is " + field.getValue() + " in line " + line + ", and " + before
                                    + " in a line before");
                } else {
                    known.set(field.getKey(), field.getValue());
                }
            });
        }

        private void put(ObjectNode fields, String field, String cell, int line) {
            switch (field) {
                case "countries" ->
                    list(fields.withObject("/targeting/geo_locations").putArray(field), cell);
                case "age_min", "age_max" -> fields.withObject("/targeting").set(field, number(cell));
                case "targeting", "promoted_object" -> fields.set(field, json(field, cell, line));
                default -> {
                    if (LISTS.contains(field)) {
                        list(fields.putArray(field), cell);
                    } else if (NUMBERS.contains(field)) {
                        fields.set(field, number(cell));
                    } else {
                        fields.put(field, cell);
                    }
                }
            }
        }

        private static void list(ArrayNode list, String cell) {
            for (String value : cell.trim().split("[\\s|]+")) {
                list.add(value);
            }
        }

        /** A value that is not a number is rejected by the check of its field. */
        private JsonNode number(String cell) {
            return cell.trim().matches("\\d{1,18}")
                    ? launch.numberNode(Long.parseLong(cell.trim()))
                    : launch.textNode(cell);
        }

        private JsonNode json(String field, String cell, int line) {
            try {
                return mapper.readTree(cell);
            } catch (JsonProcessingException e) {
                throw refusal("/" + field, "in line " + line + " is not JSON");
            }
        }
    }
}
