package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * What an ad set must declare because of where its audience lives: in the European Union the beneficiary and the payor
 * (Digital Services Act), in Brazil the identities of the advertiser. Meta docs, "Ad Account Adsets" and "Error Codes".
 */
final class Regulation {
    private static final String BENEFICIARY = "dsa_beneficiary";
    private static final String PAYOR = "dsa_payor";
    private static final String CATEGORIES = "regional_regulated_categories";
    private static final String IDENTITIES = "regional_regulation_identities";
    private static final String BRAZIL = "BR";

    private static final Set<String> EUROPEAN_UNION =
            Rule.words("AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE");
    private static final Set<String> EUROPEAN_GROUPS = Rule.words("europe eea european_union eurozone worldwide");

    private Regulation() {}

    /** @param accountPayor whom the account names for ad sets that name nobody; empty for none */
    static void check(ObjectNode adSet, String accountPayor) {
        JsonNode locations = adSet.path("targeting").path("geo_locations");
        Set<String> countries = new HashSet<>(Json.texts(locations.path("countries")));
        countries.addAll(locations.findValuesAsText("country"));
        boolean european = !Collections.disjoint(countries, EUROPEAN_UNION)
                || !Collections.disjoint(Json.texts(locations.path("country_groups")), EUROPEAN_GROUPS);
        if (european) {
            checkPayor(adSet, accountPayor);
        }
        if (countries.contains(BRAZIL)
                && !(Json.texts(adSet.path(CATEGORIES)).contains("BRAZIL_REGULATION")
                        && !adSet.path(IDENTITIES).isEmpty())) {
            throw Refusal.invalid(
                    3858634,
                    "Advertiser identity required in Brazil",
                    "Ads in Brazil need the category BRAZIL_REGULATION and the identities of the advertiser.",
                    CATEGORIES,
                    IDENTITIES);
        }
    }

    private static void checkPayor(ObjectNode adSet, String accountPayor) {
        for (String name : Set.of(BENEFICIARY, PAYOR)) {
            if (!Json.filled(adSet, name) && !accountPayor.isEmpty()) {
                adSet.put(name, accountPayor);
            }
            if (!Json.filled(adSet, name)) {
                throw Refusal.invalid(
                        3858152,
                        "No Beneficiary And Payer",
                        "Ads that reach the European Union must say who benefits from them and who pays for them.",
                        BENEFICIARY,
                        PAYOR);
            }
        }
    }
}
