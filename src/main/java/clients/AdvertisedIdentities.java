package clients;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.Unremovable;
import org.apache.camel.Body;
import org.apache.camel.Variable;

import java.util.Map;
import java.util.Set;
import jakarta.inject.Singleton;

/**
 * Holds pages and Instagram accounts in a request against the client it is made for. Meta asks only what the token
 * reaches, and an agency's token reaches the pages of all its clients.
 */
@Singleton
@Unremovable
public class AdvertisedIdentities {

    private static final String INSTAGRAM = "instagram_user_id";

    /** Members that hold pages, in {@code promoted_object}, {@code tracking_specs} and whatever else is passed on. */
    private static final Set<String> PAGES = Set.of("page_id", "page_ids", "page");

    /**
     * Lets a request pass that names no page but the client's own and those that it may use.
     *
     * @throws ForeignIdentityException if it names another
     */
    public void checkPages(@Variable("client") Client client, @Variable("request") JsonNode request) {
        search("", request, client);
    }

    private static void search(String pointer, JsonNode value, Client client) {
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                search(pointer + "/" + i, value.get(i), client);
            }
        } else {
            value.properties().forEach(member -> {
                String place =
                        pointer + "/" + member.getKey().replace("~", "~0").replace("/", "~1");
                if (PAGES.contains(member.getKey())) {
                    checkPage(place, member.getValue(), client);
                } else {
                    search(place, member.getValue(), client);
                }
            });
        }
    }

    private static void checkPage(String place, JsonNode page, Client client) {
        if (page.isArray()) {
            for (int i = 0; i < page.size(); i++) {
                checkPage(place + "/" + i, page.get(i), client);
            }
        } else if (page.isObject()) {
            checkPage(place + "/id", page.path("id"), client);
        } else if (!page.isNull() && !page.isMissingNode() && !client.mayUsePage(page.asText())) {
            throw new ForeignIdentityException(
                    place,
                    "The page '" + shortened(page.asText()) + "' is not one of the client '" + client.clientId()
                            + "', which is registered for " + client.pageId()
                            + ". Leave it out, name a page of the client, or have the administrator add it to the"
                            + " client's page_ids.");
        }
    }

    /** True if the request names an Instagram account that the client is not registered with. */
    public boolean isUnknownInstagram(@Variable("client") Client client, @Variable("request") JsonNode request) {
        return request.hasNonNull(INSTAGRAM)
                && !client.mayUseInstagram(request.get(INSTAGRAM).asText());
    }

    /** The parameters of {@code select-instagram-owner.sql}. */
    public Map<String, Object> instagram(@Variable("clientId") String clientId, @Variable("request") JsonNode request) {
        return Map.of("client_id", clientId, INSTAGRAM, request.path(INSTAGRAM).asText());
    }

    /**
     * Lets a request pass whose Instagram account is no other client's.
     *
     * @param owner the row of {@code select-instagram-owner.sql}, or null
     * @throws ForeignIdentityException if it is
     */
    public void checkInstagram(
            @Body String owner, @Variable("clientId") String clientId, @Variable("request") JsonNode request) {
        if (owner != null) {
            throw new ForeignIdentityException(
                    INSTAGRAM,
                    "The Instagram account '" + request.path(INSTAGRAM).asText() + "' belongs to another client than '"
                            + clientId + "'. Leave it out, name an account of the client, or have the administrator"
                            + " add it to the client's instagram_user_ids.");
        }
    }

    private static String shortened(String text) {
        return text.length() <= 64 ? text : text.substring(0, 64) + "…";
    }
}
