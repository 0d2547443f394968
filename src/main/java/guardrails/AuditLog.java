package guardrails;

import calls.ApiCall;
import calls.AuditEntry;
import clients.KeyScope;
import clients.PlainKey;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.Kind;
import io.opentelemetry.api.trace.Span;
import org.jboss.logging.Logger;

import java.sql.SQLException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Writes the audit: who changed what, and which calls were rejected. The entry of a create at Meta or of a job is
 * written by the statement that commits it; every other entry is written before the answer is sent.
 */
@Singleton
public class AuditLog {

    private static final Logger LOG = Logger.getLogger(AuditLog.class);

    /** The members of an answer that name an object, and its kind. */
    private static final Map<String, String> OBJECTS = objects();

    private final AuditRepository repository;
    private final ObjectMapper mapper;

    @Inject
    public AuditLog(AuditRepository repository, ObjectMapper mapper) {
        this.repository = repository;
        this.mapper = mapper;
    }

    private static Map<String, String> objects() {
        Map<String, String> objects = new LinkedHashMap<>();
        for (String kind : new String[] {"campaign", "adset", "ad", "creative", "job", "approval", "medium", "key"}) {
            objects.put((kind.equals("medium") ? "media" : kind) + "_id", kind);
        }
        return objects;
    }

    /** Begins the entry of a call that changes something; dry runs have none. */
    public void begin(ApiCall call) {
        if (!call.isRead() && !call.isDryRun()) {
            call.note(new AuditEntry(entry(call.operation(), client(call), call.scope(), body(call))));
        }
    }

    /** The client in the body or in the path; null if there is none. */
    private static String client(ApiCall call) {
        String inBody = call.body() == null ? "" : call.body().path("client_id").asText();
        return inBody.isEmpty() ? call.parameter("client_id") : inBody;
    }

    private static String body(ApiCall call) {
        return call.body() == null ? "" : call.body().toString();
    }

    private static ObjectNode entry(String operation, String clientId, KeyScope key, String body) {
        ObjectNode entry = JsonNodeFactory.instance
                .objectNode()
                .put("client_id", clientId == null ? key.clientId() : clientId)
                .put("key_id", key.keyId())
                .put("via", "rest")
                .put("operation", operation)
                .put("request_sha256", HexFormat.of().formatHex(PlainKey.sha256(body)));
        if (Span.current().getSpanContext().isValid()) {
            entry.put("trace_id", Span.current().getSpanContext().getTraceId());
        }
        entry.putArray("objects");
        return entry;
    }

    /** Writes the entry of an answered call, unless it was written with the change. */
    public void end(ApiCall call) {
        AuditEntry entry = call.noted(AuditEntry.class);
        if (entry == null) {
            return;
        }
        call.auditWritten();
        int status = call.reply().status();
        JsonNode answer = json(call.reply().text());
        ObjectNode ended = entry.ended(outcome(status, answer), status);
        name(call, answer, ended);
        if (status >= 400) {
            problem(answer, ended);
        }
        write(ended);
    }

    /** Writes an entry for a request that was rejected because of its scope, before an {@link ApiCall} existed. */
    public void refused(String operation, KeyScope key, String scope) {
        ObjectNode entry = entry(operation, null, key, "")
                .put("outcome", "refused")
                .put("status", Kind.SCOPE_MISSING.status())
                .put("problem", Kind.SCOPE_MISSING.suffix());
        entry.putArray("hits").add("scope." + scope);
        write(entry);
    }

    private void write(ObjectNode entry) {
        try {
            repository.insert(entry.toString());
        } catch (SQLException e) {
            // The change is already made and cannot be undone, so the entry goes to the log.
            LOG.errorf("The audit cannot be written (%s): %s", e.getMessage(), entry);
        }
    }

    private static String outcome(int status, JsonNode answer) {
        if (answer.path("type").asText().endsWith(Kind.OUTCOME_UNKNOWN.suffix())) {
            return "unknown";
        }
        return status < 400 ? "done" : status < 500 ? "refused" : "failed";
    }

    private static void name(ApiCall call, JsonNode answer, ObjectNode entry) {
        Map<String, String> named = new LinkedHashMap<>();
        OBJECTS.forEach((member, kind) -> {
            String id = answer.path(member).asText(call.parameter(member));
            if (id != null && !id.isEmpty()) {
                named.put(kind, id);
            }
        });
        named.forEach((kind, id) -> AuditEntry.about(entry, kind, id));
        if (named.containsKey("approval")) {
            entry.put("approval_id", named.get("approval"));
        }
        if (named.containsKey("job")) {
            entry.put("job_id", named.get("job"));
        }
        if (call.clientId() != null) {
            entry.put("client_id", call.clientId());
        }
    }

    private static void problem(JsonNode problem, ObjectNode entry) {
        String type = problem.path("type").asText();
        entry.put("problem", type.substring(type.lastIndexOf('/') + 1));
        ArrayNode hits = entry.putArray("hits");
        if (problem.has("scope")) {
            hits.add("scope." + problem.path("scope").asText());
        }
        problem.path("errors").forEach(error -> {
            if (error.has("limit") && hits.size() < 20) {
                hits.add(error.path("limit").asText());
            }
        });
    }

    private JsonNode json(String text) {
        try {
            return text == null ? mapper.createObjectNode() : mapper.readTree(text);
        } catch (JsonProcessingException e) {
            return mapper.createObjectNode();
        }
    }
}
