package clients;

/** The client has no key of that id. */
public class UnknownKeyException extends RuntimeException {

    public UnknownKeyException(String keyId) {
        super("The client has no key '" + keyId + "'.", null, false, false);
    }
}
