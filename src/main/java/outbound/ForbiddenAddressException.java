package outbound;

/** An address that this service does not call. The message is a sentence for whoever named it. */
public class ForbiddenAddressException extends RuntimeException {

    public ForbiddenAddressException(String message) {
        super(message, null, false, false);
    }
}
