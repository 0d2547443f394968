package graph;

import com.fasterxml.jackson.databind.JsonNode;
import failures.Broken;
import failures.Kind;
import failures.Rejected;
import failures.Wait;

import java.time.Duration;

/** The failures of a call to Meta. {@link GraphAnswers} alone maps HTTP statuses and codes to them. */
public final class GraphException {

    private GraphException() {}

    /**
     * Returns true if Meta as a whole may be down: it was unreachable, did not answer, or reported an internal error.
     */
    public static boolean isOutage(Throwable failure) {
        return failure instanceof Unavailable
                || failure instanceof OutcomeUnknown unknown && unknown.lost() != LostAnswer.UNCLEAR;
    }

    private static JsonNode member(GraphError error) {
        return error == null ? null : error.toProblemMember();
    }

    /** Meta rejects the request; a retry would be rejected too. */
    public static class Invalid extends Rejected {
        public Invalid(String message, GraphError error) {
            this(Kind.REJECTED_BY_META, message, error);
        }

        private Invalid(Kind kind, String message, GraphError error) {
            super(kind, message, member(error));
        }

        /** Returns true if Meta does not accept a parameter or its value (Meta docs, "Error Codes"). */
        public boolean isBadParameter() {
            return graph() != null && graph().path("code").asInt() == GraphError.BAD_PARAMETER;
        }
    }

    /** The object in the request does not exist, or the token cannot access it. */
    public static final class NoSuchObject extends Invalid {
        public NoSuchObject(String message, GraphError error) {
            super(message, error);
        }
    }

    /** Meta cannot return so much in one answer; asking again for the same is no help. */
    public static final class TooMuchData extends Invalid {
        public TooMuchData(String message, GraphError error) {
            super(Kind.TOO_MUCH_DATA, message, error);
        }
    }

    /** Meta no longer accepts the client's token. */
    public static final class TokenRejected extends Rejected {
        public TokenRejected(String message, GraphError error) {
            super(Kind.TOKEN_REJECTED, message, member(error));
        }
    }

    /** The app, the account or the page is throttled: nothing must be sent for it for a while. */
    public static final class Throttled extends Wait {
        private final transient Throttle throttle;

        public Throttled(String message, GraphError error, Throttle throttle) {
            this(message, member(error), throttle);
        }

        private Throttled(String message, JsonNode graph, Throttle throttle) {
            super(
                    Kind.ACCOUNT_THROTTLED,
                    Reason.THROTTLE,
                    throttle.named() == null ? Duration.ZERO : throttle.named(),
                    message,
                    graph);
            this.throttle = throttle;
        }

        /** The scope and time of the throttle. */
        public Throttle throttle() {
            return throttle;
        }

        /** The same throttle, with the time that this service waits. */
        public Throttled lasting(Duration time) {
            return new Throttled(getMessage(), graph(), new Throttle(throttle.scope(), time));
        }
    }

    /** The call failed this time, and nothing was done. */
    public static class Transient extends Broken {
        public Transient(String message, GraphError error, Throwable cause) {
            this(message, member(error), cause);
        }

        private Transient(String message, JsonNode graph, Throwable cause) {
            super(Part.META, Kind.META_FAILED, message, graph, cause);
        }

        /**
         * @param graph Meta's own error as a problem shows it, or null
         */
        public static Transient showing(String message, JsonNode graph) {
            return new Transient(message, graph, null);
        }
    }

    /** Meta was unreachable, did not answer, or reported an internal error; the request can be sent again. */
    public static final class Unavailable extends Transient {
        public Unavailable(String message, GraphError error, Throwable cause) {
            super(message, error, cause);
        }
    }

    /** Meta fails repeatedly at this request while it answers others; an immediate retry does not help. */
    public static final class Unserved extends Transient {
        public Unserved(Unavailable failure) {
            super(failure.getMessage(), failure.graph(), failure);
        }
    }

    /** Meta expects the upload at other offsets: continue there. */
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

    /** A create may or may not have been executed. */
    public static final class OutcomeUnknown extends failures.OutcomeUnknown {
        private final LostAnswer lost;

        public OutcomeUnknown(String message, GraphError error, LostAnswer lost, Throwable cause) {
            super(message, member(error), cause);
            this.lost = lost;
        }

        /** How the answer was lost, which determines how long the object may still appear. */
        public LostAnswer lost() {
            return lost;
        }
    }

    /** How the answer to a create was lost. */
    public enum LostAnswer {
        /** Meta answered, but without the outcome: its work is finished. */
        ANSWERED,
        /** Meta answered with a success without the object's id. */
        UNCLEAR,
        /** The connection was closed: Meta may still be finishing. */
        CLOSED,
        /** The answer timed out: Meta may still be working on it for a while. */
        TIMED_OUT
    }
}
