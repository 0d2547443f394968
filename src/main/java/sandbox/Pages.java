package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Pages: any number that is the id of nothing else is a page, for those who ask for more than its id. */
final class Pages {
    private static final Set<String> FIELDS = Rule.words("""
            id name access_token category connected_instagram_account fan_count instagram_business_account is_published
            link picture tasks username verification_status
            """);

    private static final String INSTAGRAM = "1784";

    private Pages() {}

    /** @return what can be read of a page; empty where the id or the fields are of something else */
    static Optional<ObjectNode> read(String id, List<String> fields) {
        boolean asked = FIELDS.containsAll(fields) && !fields.equals(List.of("id"));
        return id.matches("\\d+") && asked ? Optional.of(view(id)) : Optional.empty();
    }

    /** @return the edge of a page: its lead forms, of which it has one, or its account on Instagram */
    static Optional<ObjectNode> edge(String id, String name) {
        ObjectNode object = Json.object();
        switch (name) {
            case "leadgen_forms" ->
                object.put("id", id + "1").put("name", "Form of page " + id).put("status", "ACTIVE");
            case "instagram_accounts" -> object.put("id", INSTAGRAM + id).put("username", "page_" + id);
            default -> {
                return Optional.empty();
            }
        }
        ObjectNode edge = Json.object();
        edge.putArray("data").add(object);
        return id.matches("\\d+") ? Optional.of(edge) : Optional.empty();
    }

    static ObjectNode view(String id) {
        ObjectNode page = Json.object()
                .put("id", id)
                .put("name", "Page " + id)
                .put("category", "Product/service")
                .put("link", "https://www.facebook.com/" + id)
                .put("is_published", true);
        page.putObject("instagram_business_account").put("id", INSTAGRAM + id);
        return page;
    }
}
