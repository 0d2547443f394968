package clients;

/** A client's token cannot be found where its {@code token_ref} says it is. */
public class TokenUnavailableException extends RuntimeException {

    public TokenUnavailableException(String message) {
        super(message);
    }
}
