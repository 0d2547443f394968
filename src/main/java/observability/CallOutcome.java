package observability;

import graph.GraphException;

import java.util.Locale;

/** The outcome of a call that was sent to Meta: success, or one of the outcomes of {@link GraphException}. */
enum CallOutcome {
    OK,
    INVALID,
    THROTTLED,
    TRANSIENT,
    /** Transient, and the answer was not in Meta's format. */
    UNAVAILABLE,
    UPLOAD_MOVED,
    TOKEN_REJECTED,
    OUTCOME_UNKNOWN,
    /** A bug or local failure of this service. */
    ERROR;

    /**
     * @param failure the failure of the call, or null
     */
    static CallOutcome of(Throwable failure) {
        if (failure == null) {
            return OK;
        }
        if (failure instanceof GraphException.Unavailable) {
            return UNAVAILABLE;
        }
        if (failure instanceof GraphException.UploadMoved) {
            return UPLOAD_MOVED;
        }
        if (failure instanceof GraphException.Transient) {
            return TRANSIENT;
        }
        if (failure instanceof GraphException.Invalid) {
            return INVALID;
        }
        if (failure instanceof GraphException.Throttled) {
            return THROTTLED;
        }
        if (failure instanceof GraphException.TokenRejected) {
            return TOKEN_REJECTED;
        }
        if (failure instanceof GraphException.OutcomeUnknown) {
            return OUTCOME_UNKNOWN;
        }
        return ERROR;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
