package sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Locale;
import java.util.Set;

/**
 * {@code POST /{campaign|adset|ad}/copies}. A deep copy includes the children, at most three a call. Copies are
 * checked like new objects. They are paused unless the call says otherwise, and only the top one is renamed.
 * {@code validate_only} has no effect, as with Meta.
 */
final class Copies {
    private static final int MOST_CHILDREN = 3;
    private static final String CREATIVE = "creative";
    private static final String CREATIVE_ID = "creative_id";
    private static final String STATUS_OPTION = "status_option";
    private static final Set<String> STATUS_OPTIONS = Rule.words("ACTIVE PAUSED INHERITED_FROM_SOURCE");
    private static final int PAYOR_MISSING = 3858152;
    private static final int PAYOR_MISSING_IN_COPY = 3858079;

    private final ObjectKinds kinds;
    private final Store store;

    Copies(ObjectKinds kinds, Store store) {
        this.kinds = kinds;
        this.store = store;
    }

    /** @param source a campaign, ad set or ad */
    ObjectNode make(IncomingCall request, Entity source) {
        Params params = request.params();
        boolean deep = params.has("deep_copy") && params.bool("deep_copy");
        String status = params.text(STATUS_OPTION).orElse(EffectiveStatus.PAUSED);
        if (!STATUS_OPTIONS.contains(status)) {
            throw Refusal.parameter("Param status_option must be one of {" + String.join(", ", STATUS_OPTIONS) + "}")
                    .blame(STATUS_OPTION);
        }
        if (source.deleted()) {
            throw Refusal.unknownObject("POST", source.id());
        }
        if (deep && descendants(source) > MOST_CHILDREN) {
            throw Refusal.invalid(
                    1885194,
                    "The copy is too large",
                    "A call copies at most " + MOST_CHILDREN + " ad sets and ads of an object. Copy the others apart.");
        }
        ArrayNode copied = Json.array();
        Run run = new Run(params, status, deep, copied);
        Entity copy = source.kind() == kinds.campaigns()
                ? run.campaign(source)
                : source.kind() == kinds.adSets()
                        ? run.adSet(
                                source,
                                params.text(AdSetNodes.CAMPAIGN_ID).orElse(source.text(AdSetNodes.CAMPAIGN_ID)),
                                true)
                        : run.ad(source, params.text(AdNodes.AD_SET_ID).orElse(source.text(AdNodes.AD_SET_ID)), true);
        String kind = source.kind().nodeType().toLowerCase(Locale.ROOT);
        ObjectNode answer = Json.object().put("copied_" + kind + "_id", copy.id());
        answer.set("ad_object_ids", copied);
        return answer;
    }

    private long descendants(Entity source) {
        if (source.kind() == kinds.campaigns()) {
            return kinds.adSets().in(source).size() + kinds.ads().under(source).count();
        }
        return source.kind() == kinds.adSets() ? kinds.ads().under(source).count() : 0;
    }

    /** One call, with its options. */
    private final class Run {
        private final Params params;
        private final String status;
        private final boolean deep;
        private final ArrayNode copied;

        private Run(Params params, String status, boolean deep, ArrayNode copied) {
            this.params = params;
            this.status = status;
            this.deep = deep;
            this.copied = copied;
        }

        private Entity campaign(Entity source) {
            ObjectNode values = values(source, true);
            kinds.campaigns().checkCreate(values, source.accountId());
            Entity copy = noted(source, "campaign", kinds.campaigns().make(values, source.accountId()));
            if (deep) {
                kinds.adSets().in(source).forEach(adSet -> adSet(adSet, copy.id(), false));
            }
            return copy;
        }

        private Entity adSet(Entity source, String campaignId, boolean top) {
            ObjectNode values = values(source, top).put(AdSetNodes.CAMPAIGN_ID, campaignId);
            try {
                kinds.adSets().checkCreate(values, source.accountId());
            } catch (Refusal e) {
                throw e.hasSubcode(PAYOR_MISSING) ? e.subcode(PAYOR_MISSING_IN_COPY) : e;
            }
            Entity copy = noted(source, "ad_set", kinds.adSets().make(values, source.accountId()));
            if (deep) {
                kinds.ads().under(source).toList().forEach(ad -> ad(ad, copy.id(), false));
            }
            return copy;
        }

        /** The copy of an ad is a new post, without the likes and comments. */
        private Entity ad(Entity source, String adSetId, boolean top) {
            ObjectNode values = values(source, top).put(AdNodes.AD_SET_ID, adSetId);
            Entity creative = store.find(AdNodes.creativeId(source)).orElseThrow();
            values.putObject(CREATIVE).put(CREATIVE_ID, creative.id());
            kinds.ads().checkCreate(values, source.accountId());
            values.putObject(CREATIVE)
                    .put(CREATIVE_ID, kinds.creatives().copy(creative).id());
            return noted(source, "ad", kinds.ads().make(values, source.accountId()));
        }

        private Entity noted(Entity source, String type, Entity copy) {
            copied.addObject()
                    .put("ad_object_type", type)
                    .put("source_id", source.id())
                    .put("copied_id", copy.id());
            return copy;
        }

        private ObjectNode values(Entity source, boolean top) {
            ObjectNode values = source.data().deepCopy();
            if (!status.equals("INHERITED_FROM_SOURCE")) {
                values.put(Entity.STATUS, status);
            }
            ObjectNode rename = params.has("rename_options") ? params.object("rename_options") : Json.object();
            String strategy = rename.path("rename_strategy").asText("ONLY_TOP_LEVEL_RENAME");
            if (strategy.equals("DEEP_RENAME") || top && strategy.equals("ONLY_TOP_LEVEL_RENAME")) {
                values.put(
                        LabelledNodes.NAME,
                        rename.path("rename_prefix").asText("")
                                + source.text(LabelledNodes.NAME)
                                + rename.path("rename_suffix").asText(" - Copy"));
            }
            return values;
        }
    }
}
