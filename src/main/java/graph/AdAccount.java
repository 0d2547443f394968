package graph;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What Meta says of an ad account.
 *
 * @param adAccountId {@code act_<digits>}
 * @param currency the code of its currency, in which all its amounts are
 * @param node Meta's answer
 */
public record AdAccount(String adAccountId, String currency, JsonNode node) {}
