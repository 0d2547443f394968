package campaigns;

import clients.Account;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.FieldError;
import graph.Creation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Campaigns, ad sets and ads that are parts of a larger request: the checks and creates of the single operations. */
public final class TreeObjects {

    private static final Map<Creation.Kind, String> OPERATIONS = Map.of(
            Creation.Kind.CAMPAIGN, "createCampaign",
            Creation.Kind.ADSET, "createAdSet",
            Creation.Kind.AD, "createAd");

    private TreeObjects() {}

    /** The operation that creates such an object alone. */
    public static String operation(Creation.Kind kind) {
        return OPERATIONS.get(kind);
    }

    /**
     * The errors that Meta would certainly report, with pointers from the object's root. Its amounts are Meta's
     * numbers.
     */
    public static List<FieldError> faults(Creation.Kind kind, ObjectNode object) {
        List<FieldError> faults = new ArrayList<>(Preflight.findings(Preflight.RULES, operation(kind), object));
        faults.addAll(Preflight.findings(Preflight.TIME_RULES, operation(kind), object));
        faults.addAll(Hierarchy.extra(operation(kind), object).errors());
        return faults;
    }

    /** The currencies that an object names, by the pointer of the amount. */
    public static Map<String, String> currencies(ObjectNode object) {
        return Amounts.currencies(object);
    }

    /**
     * The object with Meta's numbers in place of amounts of a currency.
     *
     * @throws failures.Rejected if an amount has no such number
     */
    public static ObjectNode inUnits(ObjectNode object) {
        return Amounts.inUnits(object);
    }

    /**
     * Checks that amounts are in the account's currency.
     *
     * @param currencies by the pointer of the amount
     * @throws failures.Rejected if one is in another currency
     */
    public static void checkCurrencies(Map<String, String> currencies, AdAccount adAccount) {
        Amounts.check(currencies, adAccount);
    }

    /**
     * The create of an object.
     *
     * @param jobId the job that creates it
     * @param key the key of the intent
     */
    public static Creation creation(
            Creation.Kind kind, ObjectNode object, String clientId, UUID jobId, Account account, String key) {
        Creation creation =
                switch (kind) {
                    case CAMPAIGN -> Hierarchy.campaign(object, clientId, account, key);
                    case ADSET -> Hierarchy.adSet(object, clientId, account, key);
                    case AD -> Hierarchy.ad(object, clientId, account, key);
                    case CREATIVE -> throw new IllegalArgumentException("A creative is not part of the hierarchy");
                };
        return new Creation(kind, key, clientId, jobId, creation.parentId(), creation.name(), creation.request());
    }
}
