package webhooks;

import java.io.IOException;

/** The receiver was given its time and has not answered. */
class DeliveryTimeoutException extends IOException {

    DeliveryTimeoutException(IOException cause) {
        super("No answer in time", cause);
    }
}
