package outbound;

import failures.Kind;
import failures.Rejected;

/** A third party named an address that this service must not call. */
public class ForbiddenAddressException extends Rejected {

    public ForbiddenAddressException(String message) {
        super(Kind.META_FAILED, message);
    }
}
