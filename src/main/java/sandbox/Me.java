package sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The user of a token, and what the token can access: {@code me}, {@code me/adaccounts}, {@code me/accounts} (pages),
 * {@code me/permissions} and {@code debug_token}. A token can access each account and page that calls have named so
 * far, and one more of each.
 */
final class Me {
    private static final String ID = "1000000000000001";
    private static final String FIRST_ACCOUNT = "1000000001";
    private static final String FIRST_PAGE = "2000000001";
    private static final Duration TOKEN_LIFE = Duration.ofDays(60);
    private static final List<String> SCOPES =
            List.of("ads_management", "ads_read", "business_management", "pages_show_list", "pages_read_engagement");

    private final Store store;
    private final Settings settings;

    Me(Store store, Settings settings) {
        this.store = store;
        this.settings = settings;
    }

    ObjectNode read(IncomingCall request) {
        if (request.path().size() == 1) {
            return Reading.selection(request, "id,name")
                    .of(Json.object().put("id", ID).put("name", "Sandbox user"), id -> null);
        }
        return switch (request.path().get(1)) {
            case "adaccounts" -> edge(request, "id", accounts());
            case "accounts" -> edge(request, "id,name,access_token,category", pages());
            case "permissions" -> edge(request, "permission,status", permissions());
            default -> throw Reading.noSuchField(request.path().get(1), "User");
        };
    }

    private static ObjectNode edge(IncomingCall request, String otherwise, List<ObjectNode> objects) {
        FieldSelection selection = Reading.selection(request, otherwise);
        ObjectNode edge = Json.object();
        ArrayNode data = edge.putArray("data");
        objects.forEach(object -> data.add(selection.of(object, id -> null)));
        return edge;
    }

    private List<ObjectNode> accounts() {
        Set<String> ids = new LinkedHashSet<>();
        store.all().forEach(entity -> ids.add(entity.accountId()));
        ids.add(FIRST_ACCOUNT);
        return ids.stream()
                .map(id -> new AccountNode(id, settings).view(store.now()))
                .toList();
    }

    private List<ObjectNode> pages() {
        Set<String> ids = new LinkedHashSet<>();
        store.all().forEach(entity -> ids.addAll(entity.data().findValuesAsText("page_id")));
        ids.add(FIRST_PAGE);
        List<ObjectNode> pages = new ArrayList<>();
        ids.stream().filter(id -> id.matches("\\d+")).forEach(id -> pages.add(Pages.view(id)));
        return pages;
    }

    private static List<ObjectNode> permissions() {
        return SCOPES.stream()
                .map(scope -> Json.object().put("permission", scope).put("status", "granted"))
                .toList();
    }

    /** {@code GET /debug_token?input_token=}. */
    ObjectNode debug(IncomingCall request) {
        String token = request.params().text("input_token").orElseThrow(() -> Refusal.missing("input_token"));
        boolean valid = !token.isBlank() && !settings.rejects(token);
        ObjectNode answer = Json.object();
        ObjectNode data = answer.putObject("data")
                .put("app_id", "3000000001")
                .put("type", "USER")
                .put("application", "Sandbox")
                .put("expires_at", valid ? store.now().plus(TOKEN_LIFE).getEpochSecond() : 0)
                .put("is_valid", valid)
                .put("user_id", ID);
        SCOPES.forEach(data.putArray("scopes")::add);
        if (!valid) {
            data.putObject("error")
                    .put("code", 190)
                    .put("message", "Error validating access token: Session has expired")
                    .put("subcode", 463);
        }
        return answer;
    }
}
