package sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The figures of ads: {@code /{account|campaign|adset|ad}/insights}. An ad that is delivered now counts as having run
 * for 30 days. Its figures are computed from its id and the day, so that they are the same each time. Other ads have
 * none. Meta docs, "Insights".
 */
final class InsightsEdge {
    private static final int RAN_FOR_DAYS = 30;
    private static final String AFTER = "after";

    private static final Set<String> FIELDS = Rule.words("""
            account_currency account_id account_name actions ad_id ad_name adset_id adset_name campaign_id campaign_name
            clicks cost_per_action_type cost_per_inline_link_click cpc cpm cpp ctr date_start date_stop frequency
            impressions inline_link_click_ctr inline_link_clicks objective optimization_goal reach spend unique_clicks
            """);
    private static final Map<String, List<String>> BREAKDOWNS = Map.of(
            "age", List.of("25-34", "35-44"),
            "gender", List.of("female", "male"),
            "country", List.of("US"),
            "publisher_platform", List.of("facebook", "instagram"),
            "platform_position", List.of("feed", "story"),
            "device_platform", List.of("mobile_app", "desktop"),
            "impression_device", List.of("iphone", "desktop"));
    private static final Set<String> LEVELS = Rule.words("account campaign adset ad");

    private final Store store;
    private final ObjectKinds kinds;
    private final Settings settings;

    InsightsEdge(Store store, ObjectKinds kinds, Settings settings) {
        this.store = store;
        this.kinds = kinds;
        this.settings = settings;
    }

    /** Sums of some ads over some days. */
    private static final class Figures {
        private long impressions;
        private long reach;
        private long clicks;
        private long cents;

        private void add(String ad, LocalDate day, int share) {
            long seed = Math.floorMod((ad + day).hashCode() * 31L, 800L);
            impressions += (200 + seed) / share;
            reach += (150 + seed / 2) / share;
            clicks += (5 + seed / 40) / share;
            cents += (100 + seed) / share;
        }
    }

    /** @param parent the object whose ads count, or null for the whole account */
    ObjectNode read(IncomingCall request, String accountId, Entity parent) {
        return page(rows(request.params(), accountId, parent), request);
    }

    /** Checks the parameters. */
    void check(Params params) {
        params.text("fields")
                .ifPresent(fields -> FieldSelection.parse(fields).names().forEach(name -> {
                    if (!FIELDS.contains(name)) {
                        throw Reading.noSuchField(name, "AdsInsights");
                    }
                }));
        if (params.has("level") && !LEVELS.contains(params.text("level").orElse(""))) {
            throw Refusal.parameter("Param level must be one of {" + String.join(", ", LEVELS) + "}");
        }
        breakdowns(params);
        InsightsPeriod.of(params, store.now());
    }

    private static List<String> breakdowns(Params params) {
        if (!params.has("breakdowns")) {
            return List.of();
        }
        String text = params.text("breakdowns").orElse("");
        List<String> names = text.startsWith("[")
                ? List.copyOf(Json.texts(params.list("breakdowns")))
                : List.of(text.split("\\s*,\\s*"));
        names.forEach(name -> {
            if (!BREAKDOWNS.containsKey(name)) {
                throw Refusal.parameter("breakdowns must be one of {" + String.join(", ", BREAKDOWNS.keySet()) + "}");
            }
        });
        if (names.contains("country") && names.size() > 1) {
            throw new Refusal(2, "Service temporarily unavailable")
                    .subcode(1504041)
                    .user("Breakdowns cannot be combined", "Read insights with fewer breakdowns.");
        }
        return names;
    }

    ArrayNode rows(Params params, String accountId, Entity parent) {
        check(params);
        String level = params.text("level").orElse(parent == null ? "account" : ownLevel(parent));
        Map<String, List<Entity>> groups = new LinkedHashMap<>();
        ads(accountId, parent)
                .filter(ad -> kinds.ads().effectiveStatus(ad).equals(EffectiveStatus.ACTIVE))
                .forEach(ad -> groups.computeIfAbsent(group(ad, level), g -> new ArrayList<>())
                        .add(ad));
        List<String> breakdowns = breakdowns(params);
        LocalDate today = LocalDate.ofInstant(store.now(), GraphTime.ACCOUNT_ZONE);
        ArrayNode rows = Json.array();
        for (InsightsPeriod period : InsightsPeriod.of(params, store.now()).parts(params)) {
            for (List<Entity> ads : groups.values()) {
                for (Map<String, String> values : combinations(breakdowns)) {
                    Figures figures = new Figures();
                    period.days(today.minusDays(RAN_FOR_DAYS), today)
                            .forEach(day -> ads.forEach(ad -> figures.add(ad.id(), day, shares(breakdowns))));
                    if (figures.impressions > 0) {
                        rows.add(row(params, level, ads.get(0), figures, period, values));
                    }
                }
            }
        }
        return rows;
    }

    private Stream<Entity> ads(String accountId, Entity parent) {
        return parent == null
                ? store.newestFirst(kinds.ads(), accountId)
                : kinds.ads().under(parent);
    }

    private String ownLevel(Entity entity) {
        return entity.kind() == kinds.campaigns() ? "campaign" : entity.kind() == kinds.adSets() ? "adset" : "ad";
    }

    private static String group(Entity ad, String level) {
        return switch (level) {
            case "account" -> ad.accountId();
            case "campaign" -> ad.text(AdSetNodes.CAMPAIGN_ID);
            case "adset" -> ad.text(AdNodes.AD_SET_ID);
            default -> ad.id();
        };
    }

    private static int shares(List<String> breakdowns) {
        return breakdowns.stream().mapToInt(name -> BREAKDOWNS.get(name).size()).reduce(1, (a, b) -> a * b);
    }

    private static List<Map<String, String>> combinations(List<String> breakdowns) {
        List<Map<String, String>> combinations = List.of(Map.of());
        for (String name : breakdowns) {
            combinations = combinations.stream()
                    .flatMap(known -> BREAKDOWNS.get(name).stream().map(value -> {
                        Map<String, String> more = new LinkedHashMap<>(known);
                        more.put(name, value);
                        return more;
                    }))
                    .toList();
        }
        return combinations;
    }

    private ObjectNode row(
            Params params,
            String level,
            Entity ad,
            Figures figures,
            InsightsPeriod period,
            Map<String, String> breakdowns) {
        ObjectNode all = Json.object();
        all.put("account_id", ad.accountId())
                .put("account_name", "Sandbox account " + ad.accountId())
                .put("account_currency", settings.currencyOf("act_" + ad.accountId()));
        name(all, level, "campaign", ad.text(AdSetNodes.CAMPAIGN_ID));
        name(all, level, "adset", ad.text(AdNodes.AD_SET_ID));
        name(all, level, "ad", ad.id());
        double spend = figures.cents / 100.0;
        all.put("impressions", Long.toString(figures.impressions))
                .put("reach", Long.toString(figures.reach))
                .put("frequency", number((double) figures.impressions / Math.max(1, figures.reach)))
                .put("clicks", Long.toString(figures.clicks))
                .put("unique_clicks", Long.toString(figures.clicks))
                .put("inline_link_clicks", Long.toString(figures.clicks))
                .put("spend", String.format(Locale.ROOT, "%.2f", spend))
                .put("ctr", number(100.0 * figures.clicks / figures.impressions))
                .put("cpm", number(1000 * spend / figures.impressions));
        if (figures.clicks > 0) {
            all.put("cpc", number(spend / figures.clicks));
            all.putArray("actions")
                    .addObject()
                    .put("action_type", "link_click")
                    .put("value", Long.toString(figures.clicks));
        }
        all.put("date_start", period.since().toString())
                .put("date_stop", period.until().toString());
        ObjectNode row = Json.object();
        FieldSelection.parse(params.text("fields").orElse("impressions,spend") + ",date_start,date_stop")
                .names()
                .forEach(name -> {
                    if (all.has(name)) {
                        row.set(name, all.get(name));
                    }
                });
        breakdowns.forEach(row::put);
        return row;
    }

    /** Rows of a level name the objects of that level and above. */
    private void name(ObjectNode row, String level, String kind, String id) {
        List<String> levels = List.copyOf(LEVELS);
        if (levels.indexOf(level) >= levels.indexOf(kind)) {
            row.put(kind + "_id", id)
                    .put(kind + "_name", store.find(id).orElseThrow().text(LabelledNodes.NAME));
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }

    /** A page of rows; the cursor is the number of the next row. */
    static ObjectNode page(ArrayNode rows, IncomingCall request) {
        int limit = Page.limit(request.params());
        int from = request.params()
                .text(AFTER)
                .filter(text -> text.matches("\\d{1,9}"))
                .map(Integer::valueOf)
                .orElse(0);
        int to = Math.min(rows.size(), from + limit);
        ObjectNode page = Json.object();
        ArrayNode data = page.putArray("data");
        for (int i = from; i < to; i++) {
            data.add(rows.get(i));
        }
        if (from < to) {
            ObjectNode paging = page.putObject("paging");
            paging.putObject("cursors").put("before", Integer.toString(from)).put(AFTER, Integer.toString(to));
            if (to < rows.size()) {
                paging.put("next", Page.link(request, limit, AFTER, Integer.toString(to)));
            }
        }
        return page;
    }
}
