package graph;

import clients.Account;
import com.fasterxml.jackson.databind.JsonNode;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Work that calls Meta: its client, its next request, and the answer. It is the body of the messages to {@code
 * direct:graph} and travels through the whole flow; subclasses add what their flow needs.
 */
public class GraphCall {

    private final Caller caller;
    private String clientId;
    private Account account;
    private GraphRequest request;
    private JsonNode answer;
    private TokenWatch.Check token;
    private final Map<Class<?>, Object> notes = new HashMap<>();

    public GraphCall(Caller caller) {
        this.caller = caller;
    }

    /** Determines the slots and the time limit of its calls. */
    public final Caller caller() {
        return caller;
    }

    /** The client of the work; null before it is known. */
    public final String clientId() {
        return clientId;
    }

    /** The account that Meta is called for; null before it is known. */
    public final Account account() {
        return account;
    }

    /** Sets the client and account of the work. */
    public final void by(String client, Account itsAccount) {
        this.clientId = client;
        this.account = itsAccount;
    }

    /** The next or last request to Meta; null before the first. */
    public final GraphRequest request() {
        return request;
    }

    /** Sets the next request. */
    public final void ask(GraphRequest next) {
        this.request = Objects.requireNonNull(next, "next");
        this.answer = null;
    }

    /** Meta's answer to the last request, or null if there is none yet. */
    public final JsonNode answer() {
        return answer;
    }

    /** Sets Meta's answer. */
    public final void answered(JsonNode json) {
        this.answer = json;
    }

    /** Stores an intermediate result for later steps; one value per type. */
    public final void note(Object value) {
        notes.put(value.getClass(), value);
    }

    /** The stored value of this type, or null. */
    public final <T> T noted(Class<T> type) {
        return type.cast(notes.get(type));
    }

    /** Removes information of this type. */
    public final void forget(Class<?> type) {
        notes.remove(type);
    }

    /** The state of the token before the call. */
    final TokenWatch.Check token() {
        return token;
    }

    final void checked(TokenWatch.Check check) {
        this.token = check;
    }

    /**
     * Proves that the work may still call Meta; called just before each call.
     *
     * @throws RuntimeException if it may not, for example because another worker holds the job now
     */
    public void prove() {}
}
