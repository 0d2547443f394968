package clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A client as the administrator sets it. Fields that a request omits are null, and {@code enabled} is true.
 *
 * @param pageIds further pages, a JSON array
 * @param instagramUserIds further Instagram accounts, a JSON array
 */
public record ClientSettings(
        String clientId,
        String adAccountId,
        String pageId,
        String pageIds,
        String instagramUserId,
        String instagramUserIds,
        String tokenRef,
        String callbackUrl,
        boolean enabled) {

    static ClientSettings of(String clientId, ObjectNode request) {
        return new ClientSettings(
                clientId,
                request.path("ad_account_id").asText(),
                request.path("page_id").asText(),
                list(request.path("page_ids")),
                request.path("instagram_user_id").asText(null),
                list(request.path("instagram_user_ids")),
                request.path("token_ref").asText(),
                request.path("callback_url").asText(null),
                request.path("enabled").asBoolean(true));
    }

    private static String list(JsonNode ids) {
        return ids.isArray() ? ids.toString() : "[]";
    }
}
