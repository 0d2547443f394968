package campaigns;

import com.fasterxml.jackson.databind.JsonNode;
import graph.GraphException.Transient;

/**
 * An ad account at Meta.
 *
 * @param adAccountId {@code act_<digits>}
 * @param currency the code of its currency, in which all its amounts are
 * @param node Meta's answer
 */
public record AdAccount(String adAccountId, String currency, JsonNode node) {

    /**
     * @throws Transient if Meta's answer has no currency
     */
    static AdAccount of(String adAccountId, JsonNode node) {
        String currency = node.path("currency").asText();
        if (!currency.matches("[A-Z]{3}")) {
            throw new Transient("Meta did not return the currency of the ad account.", null, null);
        }
        return new AdAccount(adAccountId, currency, node);
    }
}
