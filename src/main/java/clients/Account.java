package clients;

/**
 * The account in whose name Meta is called.
 *
 * @param adAccountId {@code act_<digits>}
 * @param pageId the page that creatives are published for, digits
 * @param instagramUserId the Instagram identity of creatives, or null
 * @param tokenRef where the access token is ({@link Tokens}); never the token itself
 */
public record Account(String adAccountId, String pageId, String instagramUserId, String tokenRef) {}
