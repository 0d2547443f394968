package webhooks;

/** A client's webhook secret is in the database and cannot be read. The message is for the operator. */
class SealedSecretException extends RuntimeException {

    SealedSecretException(String message, Throwable cause) {
        super("A client's webhook secret is encrypted. " + message, cause);
    }
}
