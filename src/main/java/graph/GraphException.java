package graph;

import com.fasterxml.jackson.databind.JsonNode;
import failures.Broken;
import failures.Kind;
import failures.Rejected;
import failures.Wait;

import java.time.Duration;

/**
 * How a call to Meta can fail: the outcomes, beside success, that a caller can meet. What HTTP status or code was behind
 * one is decided in {@link GraphAnswers} and nowhere else.
 */
public final class GraphException {

    private GraphException() {}

    /** Whether Meta as a whole may be down: it could not be reached, did not answer, or said that it failed itself. */
    public static boolean isOutage(Throwable failure) {
        return failure instanceof Unavailable
                || failure instanceof OutcomeUnknown unknown && unknown.lost() != LostAnswer.UNCLEAR;
    }

    private static JsonNode member(GraphError error) {
        return error == null ? null : error.toProblemMember();
    }

    /** Meta refuses the request as it is; it will again. */
    public static class Invalid extends Rejected {
        public Invalid(String message, GraphError error) {
            this(Kind.REJECTED_BY_META, message, error);
        }

        private Invalid(Kind kind, String message, GraphError error) {
            super(kind, message, member(error));
        }

        /** Whether Meta takes no such parameter here, or no such value of it (Meta docs, "Error Codes"). */
        public boolean isBadParameter() {
            return graph() != null && graph().path("code").asInt() == GraphError.BAD_PARAMETER;
        }
    }

    /** The object that the request names does not exist, or the token cannot see it. */
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

    /** The client's token is dead. */
    public static final class TokenRejected extends Rejected {
        public TokenRejected(String message, GraphError error) {
            super(Kind.TOKEN_REJECTED, message, member(error));
        }
    }

    /** The app, the account or the page is throttled: nothing is to be sent for it for a while. */
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

        /** What is throttled, and for how long. */
        public Throttle throttle() {
            return throttle;
        }

        /** The same throttle, with the time for which this service waits. */
        public Throttled lasting(Duration time) {
            return new Throttled(getMessage(), graph(), new Throttle(throttle.scope(), time));
        }
    }

    /** It did not work this time, and nothing was done. */
    public static class Transient extends Broken {
        public Transient(String message, GraphError error, Throwable cause) {
            this(message, member(error), cause);
        }

        private Transient(String message, JsonNode graph, Throwable cause) {
            super(Part.META, Kind.META_FAILED, message, graph, cause);
        }

        /** With Meta's own error as a problem shows it, or null. */
        public static Transient showing(String message, JsonNode graph) {
            return new Transient(message, graph, null);
        }
    }

    /** Meta could not be reached, did not answer, or said that it failed itself; the request can be sent again. */
    public static final class Unavailable extends Transient {
        public Unavailable(String message, GraphError error, Throwable cause) {
            super(message, error, cause);
        }
    }

    /** Meta fails at this request again and again while it answers others: sending it again at once is no help. */
    public static final class Unserved extends Transient {
        public Unserved(Unavailable failure) {
            super(failure.getMessage(), failure.graph(), failure);
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

    /** A create may or may not have been done. */
    public static final class OutcomeUnknown extends failures.OutcomeUnknown {
        private final LostAnswer lost;

        public OutcomeUnknown(String message, GraphError error, LostAnswer lost, Throwable cause) {
            super(message, member(error), cause);
            this.lost = lost;
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
