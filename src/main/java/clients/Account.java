package clients;

/**
 * The account that calls to Meta are made for.
 *
 * @param adAccountId {@code act_<digits>}
 * @param pageId the page that creatives are published for, digits
 * @param instagramUserId the Instagram identity of creatives, or null
 * @param tokenRef reference to the access token ({@link Tokens}), never the token itself
 */
public record Account(String adAccountId, String pageId, String instagramUserId, String tokenRef) {}
