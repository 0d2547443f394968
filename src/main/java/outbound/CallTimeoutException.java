package outbound;

import java.io.InterruptedIOException;

/** The time of an outbound call is up, and the connection was closed. */
public class CallTimeoutException extends InterruptedIOException {

    private final boolean sent;

    public CallTimeoutException(boolean sent, Throwable cause) {
        super("The call did not end in time");
        this.sent = sent;
        initCause(cause);
    }

    /** Whether a part of the request may have reached the other side. */
    public boolean isSent() {
        return sent;
    }
}
