package campaigns;

import static java.util.function.Predicate.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.FieldError;
import failures.Kind;
import failures.Rejected;
import graph.MetaTime;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * Rules for requests that Meta certainly rejects, checked before Meta is called: one row per rule. Rules that depend on
 * objects, accounts or currencies are left to Meta, as are those that its documentation leaves open. Sources: Meta
 * docs, "Ad Account, Ad Campaigns", "Ad set budget sharing", "Ad Account Adsets", "Ad Campaign Group", "Error Codes".
 */
final class Preflight {

    /**
     * A rule.
     *
     * @param operation the call that it applies to
     * @param refused returns true if Meta rejects the request
     * @param pointer the field with the error, a JSON Pointer
     * @param sentence the error
     * @param metaError Meta's code, and subcode where one is known
     */
    record Rule(String operation, Predicate<ObjectNode> refused, String pointer, String sentence, String metaError) {}

    private static final String CAMPAIGN = "createCampaign";
    private static final String AD_SET = "createAdSet";

    private static final String DAILY = "daily_budget";
    private static final String LIFETIME = "lifetime_budget";
    private static final String STRATEGY = "bid_strategy";
    private static final String SHARING = "is_adset_budget_sharing_enabled";
    private static final String GOAL = "optimization_goal";
    private static final String PROMOTED = "promoted_object";
    private static final String END = "end_time";

    private static final Predicate<ObjectNode> BUDGET = has(DAILY).or(has(LIFETIME));
    private static final Predicate<ObjectNode> TWO_BUDGETS = has(DAILY).and(has(LIFETIME));
    private static final Predicate<ObjectNode> SHARES = is(SHARING, "true");

    /** The rules that do not depend on the time. */
    static final List<Rule> RULES = List.of(
            new Rule(
                    CAMPAIGN,
                    TWO_BUDGETS,
                    "/lifetime_budget",
                    "A campaign can have a daily or a lifetime budget, not both.",
                    "100"),
            new Rule(
                    CAMPAIGN,
                    has(STRATEGY).and(not(BUDGET)).and(not(SHARES)),
                    "/bid_strategy",
                    "A campaign can only have a bid strategy with a campaign budget or with ad set budget sharing.",
                    "100"),
            new Rule(
                    CAMPAIGN,
                    SHARES.and(BUDGET),
                    "/is_adset_budget_sharing_enabled",
                    "Ad sets can only share their budgets if the campaign has no budget.",
                    "100/4834002"),
            new Rule(
                    CAMPAIGN,
                    SHARES.and(not(BUDGET)).and(not(has(STRATEGY))),
                    "/bid_strategy",
                    "Ad set budget sharing requires a bid strategy of the campaign.",
                    "100/4834005"),
            new Rule(
                    CAMPAIGN,
                    Preflight::isSpecialNowhere,
                    "/special_ad_category_country",
                    "A special ad category requires its countries, such as [\"US\"].",
                    "100"),
            new Rule(
                    CAMPAIGN,
                    is("smart_promotion_type", "AUTOMATED_SHOPPING_ADS", "SMART_APP_PROMOTION"),
                    "/smart_promotion_type",
                    "Meta makes no such campaigns since May 2026: an open audience, automatic placements and a campaign"
                            + " budget take their place.",
                    "100"),
            new Rule(
                    AD_SET,
                    TWO_BUDGETS,
                    "/lifetime_budget",
                    "An ad set can have a daily or a lifetime budget, not both.",
                    "100"),
            new Rule(
                    AD_SET,
                    has(LIFETIME).and(not(has(END))),
                    "/end_time",
                    "A lifetime budget requires an end time.",
                    "100"),
            new Rule(AD_SET, Preflight::endsBeforeItStarts, "/end_time", "The end must be after the start.", "100"),
            new Rule(
                    AD_SET,
                    has(DAILY).and(Preflight::runsLessThanADay),
                    "/end_time",
                    "An ad set with a daily budget must run for more than 24 hours.",
                    "100"),
            new Rule(
                    AD_SET,
                    is(STRATEGY, "LOWEST_COST_WITH_BID_CAP", "COST_CAP").and(not(has("bid_amount"))),
                    "/bid_amount",
                    "The bid strategy requires a bid amount.",
                    "100/1815857"),
            new Rule(
                    AD_SET,
                    is(STRATEGY, "LOWEST_COST_WITH_MIN_ROAS").and(not(has("bid_constraints", "roas_average_floor"))),
                    "/bid_constraints",
                    "The bid strategy requires bid_constraints.roas_average_floor.",
                    "100"),
            new Rule(
                    AD_SET,
                    not(Preflight::isSomewhere),
                    "/targeting/geo_locations",
                    "The audience requires a location.",
                    "100/1885364"),
            new Rule(
                    AD_SET,
                    request -> targeting(request, "age_min", 0) > targeting(request, "age_max", Integer.MAX_VALUE),
                    "/targeting/age_min",
                    "age_min must not be above age_max.",
                    "100"),
            new Rule(
                    AD_SET,
                    request -> request.at("/targeting/targeting_automation/advantage_audience")
                                            .asInt()
                                    == 1
                            && targeting(request, "age_max", 65) < 65,
                    "/targeting/age_max",
                    "With advantage_audience 1, age_max must not be below 65.",
                    "100/1870189"),
            new Rule(
                    AD_SET,
                    is(GOAL, "OFFSITE_CONVERSIONS", "LEAD_GENERATION", "QUALITY_LEAD", "PAGE_LIKES", "APP_INSTALLS")
                            .and(not(has(PROMOTED))),
                    "/promoted_object",
                    "The optimization goal requires a promoted object.",
                    "100"),
            new Rule(
                    AD_SET,
                    is(GOAL, "LEAD_GENERATION", "QUALITY_LEAD", "PAGE_LIKES")
                            .and(has(PROMOTED))
                            .and(not(has(PROMOTED, "page_id"))),
                    "/promoted_object/page_id",
                    "The optimization goal requires the promoted page.",
                    "100"),
            new Rule(
                    AD_SET,
                    is(GOAL, "APP_INSTALLS")
                            .and(has(PROMOTED))
                            .and(not(has(PROMOTED, "application_id").and(has(PROMOTED, "object_store_url")))),
                    "/promoted_object",
                    "App installs require application_id and object_store_url.",
                    "100"));

    /** The rules that depend on the time: an accepted request may violate them when it is repeated. */
    static final List<Rule> TIME_RULES =
            List.of(new Rule(AD_SET, Preflight::hasEnded, "/end_time", "The end must be in the future.", "100"));

    private Preflight() {}

    /**
     * Checks the rules that do not depend on the time.
     *
     * @param operation the call's {@code operationId}
     * @throws Rejected with all errors
     */
    static void check(String operation, ObjectNode request) {
        List<FieldError> findings = findings(RULES, operation, request);
        if (!findings.isEmpty()) {
            List<FieldError> all = new ArrayList<>(findings);
            all.addAll(findings(TIME_RULES, operation, request));
            throw refusal(all);
        }
    }

    /**
     * Checks the rules that depend on the time.
     *
     * @param operation the call's {@code operationId}
     * @throws Rejected if it is too late for the request
     */
    static void checkTime(String operation, ObjectNode request) {
        List<FieldError> findings = findings(TIME_RULES, operation, request);
        if (!findings.isEmpty()) {
            throw refusal(findings);
        }
    }

    /** The rejection of a request that Meta would reject. */
    private static Rejected refusal(List<FieldError> findings) {
        return new Rejected(Kind.PREFLIGHT, "Meta would reject the request, so it was not sent.", findings);
    }

    static List<FieldError> findings(List<Rule> rules, String operation, ObjectNode request) {
        return rules.stream()
                .filter(rule -> rule.operation().equals(operation))
                .filter(rule -> rule.refused().test(request))
                .map(rule -> FieldError.atPointer(
                        rule.pointer(), rule.sentence() + " (Meta's error " + rule.metaError() + ")"))
                .toList();
    }

    private static Predicate<ObjectNode> has(String... path) {
        return request -> {
            JsonNode value = request;
            for (String member : path) {
                value = value.path(member);
            }
            return !value.isMissingNode() && !value.isNull();
        };
    }

    private static Predicate<ObjectNode> is(String field, String... values) {
        Set<String> wanted = Set.of(values);
        return request -> wanted.contains(request.path(field).asText());
    }

    private static int targeting(ObjectNode request, String field, int otherwise) {
        return request.path("targeting").path(field).asInt(otherwise);
    }

    /** A custom audience does not always need a location; Meta decides. */
    private static boolean isSomewhere(ObjectNode request) {
        JsonNode targeting = request.path("targeting");
        return !targeting.path("custom_audiences").isEmpty()
                || targeting.path("geo_locations").properties().stream()
                        .filter(places -> !places.getKey().equals("location_types"))
                        .anyMatch(places -> !places.getValue().isEmpty());
    }

    private static boolean isSpecialNowhere(ObjectNode request) {
        JsonNode categories = request.path("special_ad_categories");
        return StreamSupport.stream(categories.spliterator(), false)
                        .anyMatch(category -> !category.asText().equals("NONE"))
                && request.path("special_ad_category_country").isEmpty();
    }

    private static boolean hasEnded(ObjectNode request) {
        return moment(request, END)
                .filter(end -> end.toInstant().isBefore(Instant.now()))
                .isPresent();
    }

    private static boolean endsBeforeItStarts(ObjectNode request) {
        return run(request).filter(run -> run.isZero() || run.isNegative()).isPresent();
    }

    private static boolean runsLessThanADay(ObjectNode request) {
        return run(request)
                .filter(run -> !run.isZero() && !run.isNegative() && run.compareTo(Duration.ofHours(24)) < 0)
                .isPresent();
    }

    private static Optional<Duration> run(ObjectNode request) {
        return moment(request, "start_time")
                .flatMap(start -> moment(request, END).map(end -> Duration.between(start, end)));
    }

    private static Optional<OffsetDateTime> moment(ObjectNode request, String field) {
        return MetaTime.parseEither(request.path(field).asText());
    }
}
