package graph;

/**
 * A call to Meta that did not end well. Its subclasses are, with success, the six outcomes that a caller can meet;
 * what HTTP status or code was behind one is decided in {@link GraphAnswers} and nowhere else.
 */
public abstract sealed class GraphException extends RuntimeException
        permits GraphException.Invalid,
                GraphException.Throttled,
                GraphException.Transient,
                GraphException.TokenRejected,
                GraphException.OutcomeUnknown {

    private final transient GraphError error;

    private GraphException(String message, GraphError error, Throwable cause) {
        super(message, cause, false, false);
        this.error = error;
    }

    /** What Meta said, or null if it said nothing in its own form. */
    public GraphError error() {
        return error;
    }

    /** Whether Meta as a whole may be down: it could not be reached, did not answer, or said that it failed itself. */
    public boolean isOutage() {
        return false;
    }

    /** Meta refuses the request as it is; it will again. */
    public static non-sealed class Invalid extends GraphException {
        public Invalid(String message, GraphError error) {
            super(message, error, null);
        }
    }

    /** The object that the request names does not exist, or the token cannot see it. */
    public static final class NoSuchObject extends Invalid {
        public NoSuchObject(String message, GraphError error) {
            super(message, error);
        }
    }

    /** The app, the account or the page is throttled: nothing is to be sent for it for a while. */
    public static final class Throttled extends GraphException {
        private final transient Throttle throttle;

        public Throttled(String message, GraphError error, Throttle throttle) {
            super(message, error, null);
            this.throttle = throttle;
        }

        /** What is throttled, and for how long. */
        public Throttle throttle() {
            return throttle;
        }
    }

    /** It did not work this time, and nothing was done. */
    public static non-sealed class Transient extends GraphException {
        public Transient(String message, GraphError error, Throwable cause) {
            super(message, error, cause);
        }
    }

    /** Meta could not be reached, did not answer, or said that it failed itself; the request can be sent again. */
    public static final class Unavailable extends Transient {
        public Unavailable(String message, GraphError error, Throwable cause) {
            super(message, error, cause);
        }

        @Override
        public boolean isOutage() {
            return true;
        }
    }

    /** Meta fails at this request again and again while it answers others: sending it again at once is no help. */
    public static final class Unserved extends Transient {
        public Unserved(Unavailable failure) {
            super(failure.getMessage(), failure.error(), failure);
        }
    }

    /** The upload is elsewhere than we thought: go on at the offsets that Meta names. */
    public static final class UploadMoved extends Transient {
        private final long startOffset;
        private final long endOffset;

        public UploadMoved(String message, GraphError error, long startOffset, long endOffset) {
            super(message, error, null);
            this.startOffset = startOffset;
            this.endOffset = endOffset;
        }

        public long startOffset() {
            return startOffset;
        }

        public long endOffset() {
            return endOffset;
        }
    }

    /** The client's token is dead. */
    public static final class TokenRejected extends GraphException {
        public TokenRejected(String message, GraphError error) {
            super(message, error, null);
        }
    }

    /** A create may or may not have been done. */
    public static final class OutcomeUnknown extends GraphException {
        private final LostAnswer lost;

        public OutcomeUnknown(String message, GraphError error, LostAnswer lost, Throwable cause) {
            super(message, error, cause);
            this.lost = lost;
        }

        @Override
        public boolean isOutage() {
            return lost != LostAnswer.UNCLEAR;
        }

        /** How the answer was lost, which tells how long the object may still take to appear. */
        public LostAnswer lost() {
            return lost;
        }
    }

    /** How the answer to a create was lost. */
    public enum LostAnswer {
        /** Meta answered, but not with what became of it: what it did, it has done. */
        ANSWERED,
        /** Meta answered with a success that does not name the object. */
        UNCLEAR,
        /** The connection was closed: Meta may be finishing just now. */
        CLOSED,
        /** No answer came in time: Meta may be at it for a while. */
        TIMED_OUT
    }
}
