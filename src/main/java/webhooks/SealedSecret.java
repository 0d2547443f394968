package webhooks;

import failures.Broken;
import failures.Kind;

/** A client's webhook secret is in the database and cannot be read. The message is for the operator. */
class SealedSecret extends Broken {

    SealedSecret(String message, Throwable cause) {
        super(Part.SERVICE, Kind.INTERNAL_ERROR, "A client's webhook secret is encrypted. " + message, cause);
    }
}
