package sandbox;

import static sandbox.Rule.Form.BOOLEAN;
import static sandbox.Rule.Form.INTEGER;
import static sandbox.Rule.Form.LIST;
import static sandbox.Rule.Form.OBJECT;
import static sandbox.Rule.Form.TIME;
import static sandbox.Rule.of;
import static sandbox.Rule.oneOf;
import static sandbox.Rule.text;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Set;
import java.util.stream.Stream;

/** Ads. Meta docs, "Ad Account Ads" and "Ad". */
final class AdNodes extends LabelledNodes {
    static final String AD_SET_ID = "adset_id";

    private static final String CREATIVE = "creative";

    /** The flexible format. */
    private static final String GROUPS = "creative_asset_groups_spec";

    private static final Set<String> FLEXIBLE = Set.of("OUTCOME_SALES", "OUTCOME_APP_PROMOTION");
    private static final String CREATIVE_ID = "creative_id";
    private static final int MOST_IN_AD_SET = 50;
    private static final Set<String> ENDS = Set.of(Entity.DELETED, Entity.ARCHIVED);

    private static final Rule[] CHANGEABLE = {
        text(NAME).need(),
        of(CREATIVE, OBJECT).need(),
        of("tracking_specs", LIST),
        of("bid_amount", INTEGER),
        of("display_sequence", INTEGER),
        of(GROUPS, OBJECT),
        of("creative_automation_spec", OBJECT),
        of("dataset_split_specs", LIST),
        of("engagement_audience", BOOLEAN),
        text("conversion_domain"),
        of("ad_schedule_start_time", TIME),
        of("ad_schedule_end_time", TIME),
        of(ADLABELS, LIST)
    };
    private static final Rules SPEC = Rules.of(CHANGEABLE).and(oneOf(Entity.STATUS, CREATE_STATUS));
    private static final Rules CREATE = SPEC.and(text(AD_SET_ID).need());
    private static final Rules UPDATE = Rules.of(CHANGEABLE).and(oneOf(Entity.STATUS, UPDATE_STATUS));

    private final AdTree tree;
    private final Reviews reviews;
    private final AdSetNodes adSets;
    private final CreativeNodes creatives;

    AdNodes(Store store, LabelNodes labels, AdTree tree, AdSetNodes adSets, CreativeNodes creatives, Reviews reviews) {
        super(store, labels);
        this.reviews = reviews;
        this.tree = tree;
        this.adSets = adSets;
        this.creatives = creatives;
    }

    @Override
    String edge() {
        return "ads";
    }

    @Override
    String nodeType() {
        return "Ad";
    }

    @Override
    Set<String> fields() {
        return FieldNames.AD;
    }

    @Override
    Rules createRules() {
        return CREATE;
    }

    @Override
    Rules updateRules() {
        return UPDATE;
    }

    /** A new ad set and a new campaign may be made with the ad. */
    @Override
    ObjectNode create(IncomingCall request, String accountId) {
        Params params = request.params();
        if (!params.has(AdTree.AD_SET)) {
            return super.create(request, accountId);
        }
        ObjectNode values = SPEC.forCreate(params);
        boolean validateOnly = ExecutionOptions.validateOnly(params);
        checkLabels(values);
        AdTree.Branch branch = tree.check(params.object(AdTree.AD_SET), accountId);
        checkIn(values, branch.adSet());
        if (validateOnly) {
            return Json.success();
        }
        Entity adSet = tree.make(branch);
        values.put(AD_SET_ID, adSet.id()).put(AdSetNodes.CAMPAIGN_ID, adSet.text(AdSetNodes.CAMPAIGN_ID));
        return Json.object().put("id", make(values, accountId).id());
    }

    @Override
    void checkCreate(ObjectNode values, String accountId) {
        Entity adSet = parent(adSets, accountId, values, AD_SET_ID);
        checkCount(adSet);
        checkIn(values, adSet);
    }

    private void checkIn(ObjectNode values, Entity adSet) {
        checkCreative(values, adSet);
        boolean inflexible = store().find(adSet.text(AdSetNodes.CAMPAIGN_ID))
                .filter(campaign -> !FLEXIBLE.contains(campaign.text(CampaignNodes.OBJECTIVE)))
                .isPresent();
        if (values.has(GROUPS) && inflexible) {
            throw Refusal.parameter("creative_asset_groups_spec needs a campaign for sales or for an app")
                    .blame(GROUPS);
        }
        values.put(AdSetNodes.CAMPAIGN_ID, adSet.text(AdSetNodes.CAMPAIGN_ID));
        if (!values.has(Entity.STATUS)) {
            values.put(Entity.STATUS, EffectiveStatus.ACTIVE);
        }
    }

    @Override
    void checkUpdate(ObjectNode changes, ObjectNode merged, Entity ad) {
        boolean enabled = changes.path(Entity.STATUS).asText().equals(EffectiveStatus.ACTIVE);
        if (enabled && reviews.rejected(ad) && !changes.has(CREATIVE)) {
            throw Refusal.invalid(
                    2490427,
                    "A rejected ad cannot be turned on",
                    "The ad was rejected. Change its creative, which is reviewed then.",
                    Entity.STATUS);
        }
        if (ENDS.contains(changes.path(Entity.STATUS).asText())) {
            checkMayEnd(ad);
        }
        if (changes.has(CREATIVE) && ad.data().has(GROUPS)) {
            throw Refusal.invalid(
                    3858355,
                    "The creative can't be changed",
                    "The creative of an ad in the flexible format is fixed.",
                    CREATIVE);
        }
        if (changes.has(CREATIVE)) {
            store().find(ad.text(AD_SET_ID)).ifPresent(adSet -> checkCreative(changes, adSet));
        }
    }

    private void checkCreative(ObjectNode values, Entity adSet) {
        ObjectNode given = (ObjectNode) values.get(CREATIVE);
        ObjectNode creative = given.has(CREATIVE_ID)
                ? parent(creatives, adSet.accountId(), given, CREATIVE_ID).data()
                : creatives.readInline(Params.of(given), adSet.accountId());
        CreativeFit.check(creative, adSet.data());
    }

    /** An ad set takes 50 ads, and one if it is dynamic. */
    private void checkCount(Entity adSet) {
        long ads = inAdSet(adSet).count();
        if (ads >= MOST_IN_AD_SET) {
            throw Refusal.invalid("Too many ads", "An ad set can have at most " + MOST_IN_AD_SET + " ads.", AD_SET_ID);
        }
        if (ads > 0 && adSet.data().path(AdSetNodes.DYNAMIC).asBoolean()) {
            throw Refusal.invalid(1885553, "Too many ads", "A dynamic ad set can have one ad only.", AD_SET_ID);
        }
    }

    /** @return the ads of an ad set that are neither deleted nor archived */
    private Stream<Entity> inAdSet(Entity adSet) {
        return store().newestFirst(this, adSet.accountId())
                .filter(ad -> ad.text(AD_SET_ID).equals(adSet.id()) && !ad.deleted() && !ad.archived());
    }

    /** @return the ads of a campaign or ad set that are not deleted, or the ad itself */
    Stream<Entity> under(Entity parent) {
        return store().newestFirst(this, parent.accountId())
                .filter(ad -> !ad.deleted()
                        && Set.of(ad.id(), ad.text(AD_SET_ID), ad.text(AdSetNodes.CAMPAIGN_ID))
                                .contains(parent.id()));
    }

    static String creativeId(Entity ad) {
        return ad.data().path(CREATIVE).path("id").asText();
    }

    boolean anyIn(Entity adSet) {
        return inAdSet(adSet).findAny().isPresent();
    }

    /** @return whether an ad that is not deleted shows the creative */
    boolean anyUses(Entity creative) {
        return store().newestFirst(this, creative.accountId())
                .anyMatch(ad -> !effectiveStatus(ad).equals(Entity.DELETED)
                        && creativeId(ad).equals(creative.id()));
    }

    private void checkMayEnd(Entity ad) {
        boolean dynamic = store().find(ad.text(AD_SET_ID))
                .filter(adSet -> adSet.data().path(AdSetNodes.DYNAMIC).asBoolean())
                .isPresent();
        if (dynamic) {
            throw Refusal.invalid(
                    1340029,
                    "The ad of a dynamic ad set cannot be deleted",
                    "Delete or archive its ad set " + ad.text(AD_SET_ID) + " instead.");
        }
    }

    @Override
    ObjectNode delete(IncomingCall request, Entity ad) {
        checkMayEnd(ad);
        return super.delete(request, ad);
    }

    @Override
    Entity make(ObjectNode values, String accountId) {
        values.set(CREATIVE, reference(values, accountId));
        Entity ad = super.make(values, accountId);
        reviews.start(ad);
        return ad;
    }

    @Override
    void changed(Entity ad, ObjectNode changes) {
        if (changes.has(CREATIVE)) {
            changes.set(CREATIVE, reference(changes, ad.accountId()));
            reviews.start(ad);
        }
    }

    /** @return the reference that an ad keeps; an inline creative is made now */
    private ObjectNode reference(ObjectNode ad, String accountId) {
        ObjectNode given = (ObjectNode) ad.get(CREATIVE);
        String id = given.has(CREATIVE_ID)
                ? given.get(CREATIVE_ID).asText()
                : creatives
                        .make(creatives.readInline(Params.of(given), accountId), accountId)
                        .id();
        return Json.object().put("id", id).put(CREATIVE_ID, id);
    }

    @Override
    ObjectNode view(IncomingCall request, Entity ad) {
        ObjectNode view = ad.toJson()
                .put("configured_status", ad.text(Entity.STATUS))
                .put("effective_status", effectiveStatus(ad));
        view.putObject("adset").put("id", ad.text(AD_SET_ID));
        view.putObject("campaign").put("id", ad.text(AdSetNodes.CAMPAIGN_ID));
        view.putObject(CREATIVE).put("id", creativeId(ad));
        reviews.show(ad, view);
        return view;
    }

    String effectiveStatus(Entity ad) {
        String status = store().find(ad.text(AD_SET_ID))
                .map(adSet -> EffectiveStatus.of(
                        ad.text(Entity.STATUS), adSets.effectiveStatus(adSet), EffectiveStatus.AD_SET_PAUSED))
                .orElseThrow();
        return ENDS.contains(status) ? status : reviews.status(ad).orElse(status);
    }

    @Override
    boolean listed(IncomingCall request, Entity ad) {
        return StatusFilter.shows(request, effectiveStatus(ad));
    }
}
