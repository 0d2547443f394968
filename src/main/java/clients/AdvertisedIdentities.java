package clients;

import com.fasterxml.jackson.databind.JsonNode;
import failures.Excerpt;
import failures.FieldError;
import failures.Kind;
import failures.Rejected;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Checks that the pages and Instagram accounts in a request belong to its client. Meta only checks the token's
 * permissions, and an agency's token has access to the pages of all its clients.
 */
@Singleton
public class AdvertisedIdentities {

    /** Maximum length of an id in a message. Real ids have up to 20 digits. */
    private static final int MOST_OF_AN_ID = 64;

    private static final String INSTAGRAM = "instagram_user_id";

    /**
     * Members that contain pages, in {@code promoted_object}, {@code tracking_specs} and other fields that are passed
     * on.
     */
    private static final Set<String> PAGES = Set.of("page_id", "page_ids", "page");

    private final ClientRepository repository;

    @Inject
    public AdvertisedIdentities(ClientRepository repository) {
        this.repository = repository;
    }

    /**
     * Checks that a request names only pages that the client may use.
     *
     * @throws Rejected if it names another page
     */
    public void checkPages(Client client, JsonNode request) {
        new PageSearch(client).search(request);
    }

    /** Searches a request. The path of a value is only built for an error, since it may be longer than the value. */
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
                String detail = "The page '" + Excerpt.of(page.asText(), MOST_OF_AN_ID) + "' is not one of the client '"
                        + client.clientId()
                        + "', which is registered for " + client.pageId()
                        + ". Omit it, name a page of the client, or ask the administrator to add it to the"
                        + " client's page_ids.";
                throw new Rejected(Kind.FORBIDDEN, detail, List.of(FieldError.atPointer(pointer(), detail)));
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

    /**
     * Checks that the Instagram account of a request does not belong to another client.
     *
     * @throws Rejected if it does
     */
    public void checkInstagram(Client client, JsonNode request) throws SQLException {
        String user = request.path(INSTAGRAM).asText(null);
        if (user != null && !client.mayUseInstagram(user) && repository.isInstagramOfAnother(client.clientId(), user)) {
            throw Rejected.field(
                    Kind.FORBIDDEN,
                    INSTAGRAM,
                    "The Instagram account '" + user + "' belongs to another client than '" + client.clientId()
                            + "'. Omit it, name an account of the client, or ask the administrator to"
                            + " add it to the client's instagram_user_ids.");
        }
    }
}
