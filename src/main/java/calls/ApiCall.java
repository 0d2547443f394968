package calls;

import clients.Client;
import clients.KeyScope;
import clients.Scope;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import graph.Caller;
import intents.CreatingCall;
import intents.KeptAnswer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/**
 * A call of the API in progress: the request, its client, intermediate results and the answer. It is created after the
 * request has been validated, and is the body of the flow's message from then on.
 */
public final class ApiCall extends CreatingCall {

    /** The exchange property that also holds the call, for error handling. */
    public static final String PROPERTY = "apiCall";

    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final String CLIENT_ID = "client_id";

    private final ApiRequest asked;
    private final List<Runnable> ends = new ArrayList<>();
    private ObjectNode body;
    private String intentKey = "request:" + UUID.randomUUID();
    private String objectId;
    private Client client;
    private HeldKey held;
    private Function<String, JsonNode> created;
    private Reply reply;

    public ApiCall(Caller caller, ApiRequest asked) {
        super(caller);
        this.asked = asked;
        this.body = asked.body();
    }

    public String operation() {
        return asked.operation();
    }

    public String path() {
        return asked.path();
    }

    /** Path, query and header parameters by name. */
    public Map<String, String> parameters() {
        return asked.parameters();
    }

    public String parameter(String name) {
        return asked.parameters().get(name);
    }

    /** The JSON body, or the text fields of a form; null if the call takes no body. */
    public ObjectNode body() {
        return body;
    }

    /** Replaces the body by an equivalent one. */
    public void reword(ObjectNode words) {
        this.body = words;
    }

    /** Returns true if the body is a form, whose errors are named by field; JSON errors have a pointer. */
    public boolean isForm() {
        return asked.form();
    }

    /** The files of a form by field. */
    public Map<String, UploadedFile> files() {
        return asked.files();
    }

    /** The scope of the call's key. */
    public KeyScope scope() {
        return asked.scope();
    }

    /** Returns true if the call only reads. */
    public boolean isRead() {
        return asked.needs() == Scope.READ;
    }

    /** Returns true if the call may create something. */
    public boolean mayCreate() {
        return asked.creates();
    }

    public boolean isDryRun() {
        return "true".equals(parameter("dry_run"));
    }

    /** The client that the request names, in its body or as a parameter. */
    public String namedClient() {
        return body == null ? parameter(CLIENT_ID) : body.path(CLIENT_ID).asText();
    }

    /** The client of the call; null before it is known. */
    public Client client() {
        return client;
    }

    /** Sets the client of the call. */
    public void actFor(Client known) {
        this.client = known;
        by(known.clientId(), known.account());
    }

    /** The object at Meta that the path names, or null. */
    public String objectId() {
        return objectId;
    }

    /** Sets the object at Meta that the path names. */
    public void about(String id) {
        this.objectId = id;
    }

    /** The message for an object that does not exist or belongs to another account. */
    public String absence() {
        return "There is no object '" + objectId + "' in the client's ad account.";
    }

    /** The request's Idempotency-Key, or null. */
    public String idempotencyKey() {
        return parameter(IDEMPOTENCY_KEY);
    }

    /** The key of the intent by which the call creates its object. */
    public String intentKey() {
        return intentKey;
    }

    /** This run holds its Idempotency-Key, which uses the intent of this key, or none. */
    public void hold(HeldKey key, String intent) {
        this.held = Objects.requireNonNull(key, "key");
        this.intentKey = intent == null ? intentKey : intent;
    }

    /** The Idempotency-Key that this run holds; null if there is none, or its outcome has been stored. */
    public HeldKey held() {
        return held;
    }

    /** Returns true if the call resumes a run that may have created its object. */
    public boolean isResumed() {
        return held != null && held.resumed();
    }

    /** The outcome of the Idempotency-Key has been stored. */
    public void letGo() {
        this.held = null;
    }

    /** Prepares the answer for the created object; nothing else follows the create. */
    public void replyCreated(Function<String, JsonNode> json) {
        this.created = json;
    }

    @Override
    protected KeptAnswer answerToKeep(String createdId) {
        return held == null || created == null
                ? null
                : new KeptAnswer(
                        held.clientId(),
                        held.key(),
                        held.owner(),
                        asked.success(),
                        created.apply(createdId).toString());
    }

    @Override
    protected void answerKept() {
        letGo();
    }

    @Override
    protected String audit(String kind, String createdId) {
        AuditEntry entry = noted(AuditEntry.class);
        if (entry == null) {
            return null;
        }
        ObjectNode ended = entry.ended("done", asked.success());
        AuditEntry.about(ended, kind, createdId);
        return ended.toString();
    }

    @Override
    protected void audited() {
        auditWritten();
    }

    /** The audit entry was written together with the change. */
    public void auditWritten() {
        forget(AuditEntry.class);
    }

    /** Answers with the operation's success status. */
    public void reply(JsonNode json) {
        reply(json, Map.of());
    }

    /** Answers with the operation's success status and headers. */
    public void reply(JsonNode json, Map<String, String> headers) {
        reply(new Reply(asked.success(), Reply.JSON, json.toString(), headers));
    }

    /** Answers with 200: a dry run without errors, or another success than the operation's own. */
    public void replyOk(JsonNode json) {
        reply(new Reply(200, Reply.JSON, json.toString(), Map.of()));
    }

    public void replyNothing() {
        reply(Reply.NOTHING);
    }

    public void reply(Reply answer) {
        this.reply = answer;
    }

    /** The answer; null before it is known. */
    public Reply reply() {
        return reply;
    }

    public boolean isAnswered() {
        return reply != null;
    }

    /** Returns true while the call is still to be processed. */
    public boolean isUnanswered() {
        return reply == null;
    }

    /** Runs an action when the call is over, whatever its outcome. */
    public void atEnd(Runnable action) {
        ends.add(action);
    }

    public void end() {
        ends.forEach(Runnable::run);
    }
}
