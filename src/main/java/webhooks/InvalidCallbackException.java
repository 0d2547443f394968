package webhooks;

/** A {@code callback_url} that this service does not call. The message says why, to whoever named it. */
public class InvalidCallbackException extends RuntimeException {

    public InvalidCallbackException(String message) {
        super(message, null, false, false);
    }
}
