package campaigns;

import com.fasterxml.jackson.databind.JsonNode;
import graph.GraphException.Transient;

/**
 * What Meta says of an ad account.
 *
 * @param adAccountId {@code act_<digits>}
 * @param currency the code of its currency, in which all its amounts are
 * @param node Meta's answer
 */
public record AdAccount(String adAccountId, String currency, JsonNode node) {

    /**
     * The account in Meta's answer.
     *
     * @throws Transient if the answer names no currency
     */
    static AdAccount of(String adAccountId, JsonNode node) {
        String currency = node.path("currency").asText();
        if (!currency.matches("[A-Z]{3}")) {
            throw new Transient("Meta did not name the currency of the ad account.", null, null);
        }
        return new AdAccount(adAccountId, currency, node);
    }
}
