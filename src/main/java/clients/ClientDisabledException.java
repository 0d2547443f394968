package clients;

/** The client is disabled: no new work is accepted for it. */
public class ClientDisabledException extends RuntimeException {

    public ClientDisabledException(String clientId) {
        super("The client '" + clientId + "' is disabled.", null, false, false);
    }
}
