package clients;

import com.fasterxml.jackson.databind.JsonNode;
import failures.Excerpt;
import io.quarkus.arc.Unremovable;
import org.apache.camel.Body;
import org.apache.camel.Variable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import jakarta.inject.Singleton;

/**
 * Holds pages and Instagram accounts in a request against the client it is made for. Meta asks only what the token
 * reaches, and an agency's token reaches the pages of all its clients.
 */
@Singleton
@Unremovable
public class AdvertisedIdentities {

    /** What a message shows of an id, which has 20 digits or fewer. */
    private static final int MOST_OF_AN_ID = 64;

    private static final String INSTAGRAM = "instagram_user_id";

    /** Members that hold pages, in {@code promoted_object}, {@code tracking_specs} and whatever else is passed on. */
    private static final Set<String> PAGES = Set.of("page_id", "page_ids", "page");

    /**
     * Lets a request pass that names no page but the client's own and those that it may use.
     *
     * @throws ForeignIdentityException if it names another
     */
    public void checkPages(@Variable("client") Client client, @Variable("request") JsonNode request) {
        new PageSearch(client).search(request);
    }

    /** Walks through a request. The way to a value is written out only for a fault: it may be longer than the value. */
    private static final class PageSearch {

        private final Client client;
        private final Deque<Object> path = new ArrayDeque<>();

        PageSearch(Client client) {
            this.client = client;
        }

        void search(JsonNode value) {
            if (value.isArray()) {
                eachElement(value, this::search);
            } else {
                for (Map.Entry<String, JsonNode> member : value.properties()) {
                    boolean isPage = PAGES.contains(member.getKey());
                    at(member.getKey(), member.getValue(), isPage ? this::check : this::search);
                }
            }
        }

        private void check(JsonNode page) {
            if (page.isArray()) {
                eachElement(page, this::check);
            } else if (page.isObject()) {
                at("id", page.path("id"), this::check);
            } else if (!page.isNull() && !page.isMissingNode() && !client.mayUsePage(page.asText())) {
                throw new ForeignIdentityException(
                        pointer(),
                        "The page '" + Excerpt.of(page.asText(), MOST_OF_AN_ID) + "' is not one of the client '"
                                + client.clientId()
                                + "', which is registered for " + client.pageId()
                                + ". Leave it out, name a page of the client, or have the administrator add it to the"
                                + " client's page_ids.");
            }
        }

        private void eachElement(JsonNode array, Consumer<JsonNode> step) {
            for (int i = 0; i < array.size(); i++) {
                at(i, array.get(i), step);
            }
        }

        private void at(Object segment, JsonNode value, Consumer<JsonNode> step) {
            path.addLast(segment);
            step.accept(value);
            path.removeLast();
        }

        private String pointer() {
            return path.stream()
                    .map(segment -> "/" + segment.toString().replace("~", "~0").replace("/", "~1"))
                    .collect(Collectors.joining());
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
}
