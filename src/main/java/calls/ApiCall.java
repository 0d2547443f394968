package calls;

import clients.Client;
import clients.KeyScope;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import graph.Caller;
import intents.CreatingCall;
import intents.KeptAnswer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/**
 * A call of the API in progress: what was asked, for which client, what became known on the way, and what is answered.
 * It is made once the request has been held against the contract, and is the body of the flow's message from then on.
 */
public final class ApiCall extends CreatingCall {

    /** The exchange property that holds the call beside the body, for what happens after a failure. */
    public static final String PROPERTY = "apiCall";

    /** The request header with the Idempotency-Key. */
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final String CLIENT_ID = "client_id";

    private final ApiRequest asked;
    private final Map<Class<?>, Object> notes = new HashMap<>();
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

    /** The {@code operationId}. */
    public String operation() {
        return asked.operation();
    }

    /** The request's path. */
    public String path() {
        return asked.path();
    }

    /** Path, query and header parameters by name. */
    public Map<String, String> parameters() {
        return asked.parameters();
    }

    /** A parameter's value, or null. */
    public String parameter(String name) {
        return asked.parameters().get(name);
    }

    /** The JSON or the text fields of a form; null where the call takes no body. */
    public ObjectNode body() {
        return body;
    }

    /** Puts the same request in other words in the place of the body. */
    public void reword(ObjectNode words) {
        this.body = words;
    }

    /** Whether the body is a form, whose faults are named by field, and not JSON, whose faults have a pointer. */
    public boolean isForm() {
        return asked.form();
    }

    /** The files of a form by field. */
    public Map<String, UploadedFile> files() {
        return asked.files();
    }

    /** What the call's key reaches. */
    public KeyScope scope() {
        return asked.scope();
    }

    /** Whether the call is only to be checked. */
    public boolean isDryRun() {
        return "true".equals(parameter("dry_run"));
    }

    /** The client that the request names: in its body, or as a parameter. */
    public String namedClient() {
        return body == null ? parameter(CLIENT_ID) : body.path(CLIENT_ID).asText();
    }

    /** The client that the call is made for; null before it is known. */
    public Client client() {
        return client;
    }

    /** The call is made for this client. */
    public void actFor(Client known) {
        this.client = known;
        by(known.clientId(), known.account());
    }

    /** The object at Meta that the path names, or null. */
    public String objectId() {
        return objectId;
    }

    /** The call is about an object at Meta that its path names. */
    public void about(String id) {
        this.objectId = id;
    }

    /** What a caller learns of an object that is not there, or not its own. */
    public String absence() {
        return "There is no object '" + objectId + "' in the client's ad account.";
    }

    /** Notes what became known, for later steps; one value of a type. */
    public void note(Object value) {
        notes.put(value.getClass(), value);
    }

    /** What was noted of this type, or null. */
    public <T> T noted(Class<T> type) {
        return type.cast(notes.get(type));
    }

    /** The Idempotency-Key that the request carries, or null. */
    public String idempotencyKey() {
        return parameter(IDEMPOTENCY_KEY);
    }

    /** The key of the intent that the call makes its object by. */
    public String intentKey() {
        return intentKey;
    }

    /** This run holds its Idempotency-Key, which goes on with the intent of this key, or with none. */
    public void hold(HeldKey key, String intent) {
        this.held = Objects.requireNonNull(key, "key");
        this.intentKey = intent == null ? intentKey : intent;
    }

    /** The Idempotency-Key that this run holds; null if it carries none, or what became of it has been written. */
    public HeldKey held() {
        return held;
    }

    /** Whether the call continues a run that may have made its object. */
    public boolean isResumed() {
        return held != null && held.resumed();
    }

    /** What became of the Idempotency-Key has been written. */
    public void letGo() {
        this.held = null;
    }

    /** Answers with this for the object that is created, and nothing else is to be done. */
    public void replyCreated(Function<String, JsonNode> json) {
        this.created = json;
    }

    /** Answers with the object that was created. */
    public void replyCreated() {
        reply(created.apply(intent().objectId()));
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

    /** Answers with the status of the operation's success. */
    public void reply(JsonNode json) {
        reply(json, Map.of());
    }

    /** The same with headers. */
    public void reply(JsonNode json, Map<String, String> headers) {
        reply(new Reply(asked.success(), Reply.JSON, json.toString(), headers));
    }

    /** Answers that a dry run found nothing at fault, or with another success than the operation's own. */
    public void replyOk(JsonNode json) {
        reply(new Reply(200, Reply.JSON, json.toString(), Map.of()));
    }

    /** Answers without a body. */
    public void replyNothing() {
        reply(Reply.NOTHING);
    }

    /** Answers. */
    public void reply(Reply answer) {
        this.reply = answer;
    }

    /** What is answered; null before that is known. */
    public Reply reply() {
        return reply;
    }

    /** Whether it is known what is answered. */
    public boolean isAnswered() {
        return reply != null;
    }

    /** Whether the call is still to be carried out. */
    public boolean isUnanswered() {
        return reply == null;
    }

    /** Does something when the call is over, however it ends. */
    public void atEnd(Runnable action) {
        ends.add(action);
    }

    /** The call is over. */
    public void end() {
        ends.forEach(Runnable::run);
    }
}
