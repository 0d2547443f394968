package outbound;

import failures.Kind;
import failures.Rejected;

/** An address that somebody else named is one that this service does not call. */
public class ForbiddenAddressException extends Rejected {

    public ForbiddenAddressException(String message) {
        super(Kind.META_FAILED, message);
    }
}
