package clients;

/** What is to be done to a client does not go with how it stands. */
public class ClientConflictException extends RuntimeException {

    public ClientConflictException(String message) {
        super(message, null, false, false);
    }
}
