package graph;

import clients.Account;
import com.fasterxml.jackson.databind.JsonNode;

import java.util.Objects;

/**
 * Work that calls Meta: for whom, what it asks next, and what the answer was. It is the body of the messages that
 * {@code direct:graph} takes, and travels through a flow from its beginning to its end; each kind of work adds what it
 * knows.
 */
public class GraphCall {

    private final Caller caller;
    private String clientId;
    private Account account;
    private GraphRequest request;
    private JsonNode answer;
    private TokenWatch.Check token;

    public GraphCall(Caller caller) {
        this.caller = caller;
    }

    /** Whose slots its calls take, and how long they may last. */
    public final Caller caller() {
        return caller;
    }

    /** The client that the work is for; null before it is known. */
    public final String clientId() {
        return clientId;
    }

    /** The account in whose name Meta is called; null before it is known. */
    public final Account account() {
        return account;
    }

    /** Says whom the work is for. */
    public final void by(String client, Account itsAccount) {
        this.clientId = client;
        this.account = itsAccount;
    }

    /** What Meta is asked next, or was asked last; null before the first. */
    public final GraphRequest request() {
        return request;
    }

    /** Asks this next. */
    public final void ask(GraphRequest next) {
        this.request = Objects.requireNonNull(next, "next");
        this.answer = null;
    }

    /** Meta's answer to the last request, or null while there is none. */
    public final JsonNode answer() {
        return answer;
    }

    /** Meta has answered. */
    public final void answered(JsonNode json) {
        this.answer = json;
    }

    /** What was found of the token before the call. */
    final TokenWatch.Check token() {
        return token;
    }

    final void checked(TokenWatch.Check check) {
        this.token = check;
    }

    /**
     * Proves that the work may still call Meta; asked just before each call.
     *
     * @throws RuntimeException if it may not, for example since somebody else holds the job by now
     */
    public void prove() {}
}
