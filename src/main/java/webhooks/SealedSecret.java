package webhooks;

import failures.Broken;
import failures.Kind;

/** A client's stored webhook secret cannot be decrypted. The message is for the operator. */
class SealedSecret extends Broken {

    SealedSecret(String message, Throwable cause) {
        super(Part.SERVICE, Kind.INTERNAL_ERROR, "A client's webhook secret is encrypted. " + message, cause);
    }
}
