package outbound;

import java.io.InterruptedIOException;

/** The time limit of an outbound call was reached, and the connection was closed. */
public class CallTimeoutException extends InterruptedIOException {

    private final boolean sent;

    public CallTimeoutException(boolean sent, Throwable cause) {
        super("The call timed out");
        this.sent = sent;
        initCause(cause);
    }

    /** Returns true if a part of the request may have reached the other side. */
    public boolean isSent() {
        return sent;
    }
}
