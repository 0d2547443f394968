package clients;

/** There is no client of that id. */
public class UnknownClientException extends RuntimeException {

    private final boolean inBody;

    /** @param inBody whether the request's body named it, rather than its query */
    public UnknownClientException(String clientId, boolean inBody) {
        super("There is no client '" + clientId + "'.", null, false, false);
        this.inBody = inBody;
    }

    /** Whether the request's body named it. */
    public boolean inBody() {
        return inBody;
    }
}
