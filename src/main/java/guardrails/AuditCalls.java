package guardrails;

import calls.ApiCall;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Unremovable;

import java.sql.SQLException;
import java.util.List;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The API's operation on the audit. */
@Singleton
@Unremovable
public class AuditCalls {

    private final AuditRepository repository;

    @Inject
    public AuditCalls(AuditRepository repository) {
        this.repository = repository;
    }

    /** Lists entries, a page at a time. */
    public void list(ApiCall call) throws SQLException {
        AuditPage page = AuditPage.of(call.parameters());
        // One extra row shows that there is another page.
        List<ObjectNode> found = repository.list(page, page.size() + 1);
        List<ObjectNode> shown = found.subList(0, Math.min(page.size(), found.size()));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode entries = answer.putArray("entries");
        shown.forEach(entries::add);
        answer.put(
                "next_cursor",
                found.size() > page.size()
                        ? shown.get(shown.size() - 1).path("audit_id").asText()
                        : null);
        call.reply(answer);
    }
}
