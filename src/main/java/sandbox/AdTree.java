package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.function.Supplier;

/**
 * An ad set that is made together with an ad ({@code adset_spec}), and a campaign that is made together with an ad set
 * ({@code campaign_spec}). All are checked before any is made. Errors blame fields within the specs.
 */
final class AdTree {
    static final String AD_SET = "adset_spec";
    static final String CAMPAIGN = "campaign_spec";

    private final CampaignNodes campaigns;
    private final AdSetNodes adSets;
    private final Store store;

    AdTree(CampaignNodes campaigns, AdSetNodes adSets, Store store) {
        this.campaigns = campaigns;
        this.adSets = adSets;
        this.store = store;
    }

    /** An ad set that is not made yet, and its campaign, which may exist. */
    record Branch(Entity campaign, Entity adSet) {}

    /** Checks an ad set and its campaign. */
    Branch check(ObjectNode spec, String accountId) {
        return within(AD_SET, () -> {
            Entity campaign = campaign(spec, accountId);
            ObjectNode values = AdSetParams.SPEC.forCreate(Params.of(spec));
            adSets.checkLabels(values);
            adSets.checkIn(values, campaign);
            values.put(AdSetNodes.CAMPAIGN_ID, campaign.id());
            return new Branch(campaign, draft(adSets, accountId, values));
        });
    }

    /** @return the campaign that an ad set names, or a new one that is not made yet */
    Entity campaign(ObjectNode adSet, String accountId) {
        if (!adSet.has(CAMPAIGN)) {
            return adSets.campaignOf(adSet, accountId);
        }
        return within(CAMPAIGN, () -> {
            if (!(adSet.get(CAMPAIGN) instanceof ObjectNode spec)) {
                throw Refusal.parameter("param campaign_spec must be an array.");
            }
            return draft(campaigns, accountId, campaigns.readSpec(spec));
        });
    }

    private Entity draft(ObjectKind kind, String accountId, ObjectNode values) {
        return new Entity(kind, "0", accountId, values, store.now());
    }

    /** Makes the ad set, and its campaign if that is new. @return the ad set */
    Entity make(Branch branch) {
        String accountId = branch.adSet().accountId();
        Entity campaign = store.find(branch.campaign().id())
                .orElseGet(() -> campaigns.make(branch.campaign().data(), accountId));
        return adSets.make(branch.adSet().data().put(AdSetNodes.CAMPAIGN_ID, campaign.id()), accountId);
    }

    private static <T> T within(String spec, Supplier<T> check) {
        try {
            return check.get();
        } catch (Refusal e) {
            throw e.within(spec);
        }
    }
}
