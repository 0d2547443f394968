package outbound;

import java.net.UnknownHostException;

/** A host is at an address that is not on the public internet, and is not called. */
public class PrivateAddressException extends UnknownHostException {

    private static final long serialVersionUID = 1;

    PrivateAddressException(String message) {
        super(message);
    }
}
