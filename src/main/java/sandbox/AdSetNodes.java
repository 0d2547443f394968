package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Ad sets. Meta docs, "Ad Account Adsets" and "Error Codes". */
final class AdSetNodes extends LabelledNodes {
    static final String CAMPAIGN_ID = "campaign_id";
    static final String TARGETING = "targeting";
    static final String BID_AMOUNT = "bid_amount";
    static final String END_TIME = "end_time";
    static final String DYNAMIC = "is_dynamic_creative";

    private static final String PROMOTED = "promoted_object";
    private static final int MOST_IN_CAMPAIGN = 200;
    private static final Set<String> REVIEWED = Set.of(TARGETING, Goals.NAME, "billing_event");
    private static final Set<String> CAPPED = Set.of("LOWEST_COST_WITH_BID_CAP", "COST_CAP");

    private final CampaignNodes campaigns;
    private final Settings settings;
    private final BudgetChangeLimit budgetChanges = new BudgetChangeLimit();
    private Predicate<Entity> published = adSet -> false;
    private Consumer<Entity> reviewed = adSet -> {};

    AdSetNodes(Store store, LabelNodes labels, CampaignNodes campaigns, Settings settings) {
        super(store, labels);
        this.campaigns = campaigns;
        this.settings = settings;
    }

    /** @param test whether an ad set has ads, after which some of its values are fixed */
    void publishedWhere(Predicate<Entity> test) {
        published = test;
    }

    /** @param review reviews the ads of an ad set again */
    void reviewedBy(Consumer<Entity> review) {
        reviewed = review;
    }

    @Override
    String edge() {
        return "adsets";
    }

    @Override
    String nodeType() {
        return "AdSet";
    }

    @Override
    Set<String> fields() {
        return FieldNames.AD_SET;
    }

    @Override
    Rules createRules() {
        return AdSetParams.CREATE;
    }

    @Override
    Rules updateRules() {
        return AdSetParams.UPDATE;
    }

    /** A new campaign may be made with the ad set. Meta fails when it should only check both. */
    @Override
    ObjectNode create(IncomingCall request, String accountId) {
        if (!request.params().has(AdTree.CAMPAIGN)) {
            return super.create(request, accountId);
        }
        if (ExecutionOptions.validateOnly(request.params())) {
            throw new Refusal(1, "An unknown error occurred").status(500);
        }
        ObjectNode spec = AdSetParams.SPEC.forCreate(request.params());
        spec.set(AdTree.CAMPAIGN, request.params().object(AdTree.CAMPAIGN));
        AdTree tree = new AdTree(campaigns, this, store());
        return Json.object().put("id", tree.make(tree.check(spec, accountId)).id());
    }

    /** @return the ad sets of a campaign that are neither deleted nor archived */
    List<Entity> in(Entity campaign) {
        return store().newestFirst(this, campaign.accountId())
                .filter(adSet -> adSet.text(CAMPAIGN_ID).equals(campaign.id()))
                .filter(adSet -> !adSet.deleted() && !adSet.archived())
                .toList();
    }

    /** @return the campaign that an ad set names */
    Entity campaignOf(ObjectNode values, String accountId) {
        if (!values.has(CAMPAIGN_ID)) {
            throw Refusal.missing(CAMPAIGN_ID).blame(CAMPAIGN_ID);
        }
        Entity campaign = parent(campaigns, accountId, values, CAMPAIGN_ID);
        if (in(campaign).size() >= MOST_IN_CAMPAIGN) {
            throw Refusal.invalid(
                    "Too many ad sets", "A campaign can have at most " + MOST_IN_CAMPAIGN + " ad sets.", CAMPAIGN_ID);
        }
        return campaign;
    }

    @Override
    void checkCreate(ObjectNode values, String accountId) {
        checkIn(values, campaignOf(values, accountId));
    }

    /** Checks a new ad set of a campaign that may not be made yet. */
    void checkIn(ObjectNode values, Entity campaign) {
        checkAll(values, campaign);
        checkEnd(values);
        if (!values.has(Entity.STATUS)) {
            values.put(Entity.STATUS, EffectiveStatus.ACTIVE);
        }
        if (values.has(BID_AMOUNT)
                && !values.has(CampaignNodes.BID_STRATEGY)
                && !campaign.data().has(CampaignNodes.BID_STRATEGY)) {
            values.put(CampaignNodes.BID_STRATEGY, "LOWEST_COST_WITH_BID_CAP");
        }
    }

    @Override
    ObjectNode update(IncomingCall request, Entity adSet) {
        if (request.params().has(CAMPAIGN_ID)) {
            throw Refusal.parameter("campaign_id of an ad set cannot be changed")
                    .blame(CAMPAIGN_ID);
        }
        return super.update(request, adSet);
    }

    @Override
    void checkUpdate(ObjectNode changes, ObjectNode merged, Entity adSet) {
        checkFixed(changes, adSet);
        switchBudget(changes, merged, adSet);
        store().find(merged.path(CAMPAIGN_ID).asText()).ifPresent(campaign -> checkAll(merged, campaign));
        checkEnd(changes);
        if (changesBudget(changes, adSet)) {
            budgetChanges.check(adSet, store().now());
        }
    }

    private static boolean changesBudget(ObjectNode changes, Entity adSet) {
        return Set.of(DAILY_BUDGET, LIFETIME_BUDGET).stream()
                .anyMatch(budget -> amountGiven(changes, budget) && differs(changes, adSet, budget));
    }

    private void checkFixed(ObjectNode changes, Entity adSet) {
        if (changes.has(DYNAMIC)
                && changes.get(DYNAMIC).asBoolean()
                        != adSet.data().path(DYNAMIC).asBoolean()) {
            throw Refusal.invalid(
                    1815198,
                    "Ad set can't be changed",
                    "is_dynamic_creative of an ad set is fixed when it is made.",
                    DYNAMIC);
        }
        if (differs(changes, adSet, PROMOTED) && published.test(adSet)) {
            throw Refusal.invalid(
                    3260011, "Promoted object can't be changed", "The ad set has been published.", PROMOTED);
        }
    }

    private static boolean differs(ObjectNode changes, Entity entity, String field) {
        return changes.has(field) && !changes.get(field).equals(entity.data().path(field));
    }

    /** The kind of budget can change until there are ads. */
    private void switchBudget(ObjectNode changes, ObjectNode merged, Entity adSet) {
        for (String budget : Set.of(DAILY_BUDGET, LIFETIME_BUDGET)) {
            String other = budget.equals(DAILY_BUDGET) ? LIFETIME_BUDGET : DAILY_BUDGET;
            if (amountGiven(changes, budget) && !changes.has(other) && amountGiven(adSet.data(), other)) {
                if (published.test(adSet)) {
                    throw Refusal.parameter("The kind of budget cannot be changed once the ad set has ads")
                            .blame(budget);
                }
                changes.putNull(other);
                merged.putNull(other);
            }
        }
    }

    @Override
    void changed(Entity adSet, ObjectNode changes) {
        if (changesBudget(changes, adSet)) {
            budgetChanges.note(adSet, store().now());
        }
        if (REVIEWED.stream().anyMatch(field -> differs(changes, adSet, field))) {
            reviewed.accept(adSet);
        }
    }

    private void checkEnd(ObjectNode values) {
        if (time(values, END_TIME).filter(end -> !end.isAfter(store().now())).isPresent()) {
            throw Refusal.parameter("end_time must be in the future").blame(END_TIME);
        }
    }

    private void checkAll(ObjectNode values, Entity campaign) {
        Targeting.check((ObjectNode) values.get(TARGETING));
        checkBudget(values, campaign);
        checkBid(values, campaign);
        Goals.check(values, campaign.data());
        Regulation.check(values, settings.accountDsaPayor());
    }

    private static void checkBudget(ObjectNode values, Entity campaign) {
        if (hasBudget(values) == hasBudget(campaign.data())) {
            throw Refusal.invalid(
                    1885621,
                    "You can only set an ad set budget or a campaign budget",
                    "Set a budget on the campaign or on each of its ad sets, and not on both.",
                    DAILY_BUDGET,
                    LIFETIME_BUDGET);
        }
        checkBudgets(values);
        Optional<Instant> end = time(values, END_TIME);
        if (amountGiven(values, LIFETIME_BUDGET) && end.isEmpty()) {
            throw Refusal.parameter("The parameter end_time is required with lifetime_budget")
                    .blame(END_TIME);
        }
        Optional<Instant> start = time(values, "start_time");
        if (end.isPresent() && start.isPresent()) {
            Duration run = Duration.between(start.get(), end.get());
            if (run.isNegative() || run.isZero()) {
                throw Refusal.parameter("end_time must be after start_time").blame(END_TIME);
            }
            if (amountGiven(values, DAILY_BUDGET) && run.compareTo(Duration.ofHours(24)) <= 0) {
                throw Refusal.parameter("An ad set with a daily budget must run for more than 24 hours")
                        .blame(END_TIME);
            }
        }
    }

    /** {@code end_time} 0 is no end. */
    private static Optional<Instant> time(ObjectNode values, String field) {
        String text = Json.text(values, field);
        return text == null || text.equals("0") ? Optional.empty() : GraphTime.parse(text);
    }

    private static void checkBid(ObjectNode values, Entity campaign) {
        String strategy = values.has(CampaignNodes.BID_STRATEGY)
                ? Json.text(values, CampaignNodes.BID_STRATEGY)
                : campaign.text(CampaignNodes.BID_STRATEGY);
        if (strategy == null) {
            return;
        }
        if (CAPPED.contains(strategy) && !values.has(BID_AMOUNT)) {
            throw Refusal.invalid(
                    1815857,
                    "Bid amount required",
                    "Bid amount required: you must provide a bid cap or target cost in bid_amount field.",
                    BID_AMOUNT);
        }
        if (strategy.equals("LOWEST_COST_WITH_MIN_ROAS")
                && !Json.filled(values.path("bid_constraints"), "roas_average_floor")) {
            throw Refusal.parameter("bid_constraints.roas_average_floor is required with LOWEST_COST_WITH_MIN_ROAS")
                    .blame("bid_constraints");
        }
    }

    /** The targeting shows the effective placements only if the call names them. */
    @Override
    ObjectNode view(IncomingCall request, Entity adSet) {
        ObjectNode view = adSet.toJson()
                .put("configured_status", adSet.text(Entity.STATUS))
                .put("effective_status", effectiveStatus(adSet));
        view.putObject("campaign").put("id", adSet.text(CAMPAIGN_ID));
        if (request.params().text("fields").orElse("").matches(".*effective_\\w+_(positions|platforms).*")) {
            ObjectNode targeting = (ObjectNode) view.get(TARGETING);
            targeting.setAll(Placements.effective(targeting));
        }
        return view;
    }

    String effectiveStatus(Entity adSet) {
        return store().find(adSet.text(CAMPAIGN_ID))
                .map(campaign -> EffectiveStatus.of(
                        adSet.text(Entity.STATUS),
                        campaigns.effectiveStatus(campaign),
                        EffectiveStatus.CAMPAIGN_PAUSED))
                .orElseThrow();
    }

    @Override
    boolean listed(IncomingCall request, Entity adSet) {
        return StatusFilter.shows(request, effectiveStatus(adSet));
    }
}
