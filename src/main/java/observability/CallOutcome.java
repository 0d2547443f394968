package observability;

import graph.GraphException;

import java.util.Locale;

/** How a call that was sent to Meta went; the outcomes of {@link GraphException}, and that it did what was asked. */
enum CallOutcome {
    OK,
    INVALID,
    THROTTLED,
    TRANSIENT,
    /** Transient, and Meta did not answer in its own form. */
    UNAVAILABLE,
    UPLOAD_MOVED,
    TOKEN_REJECTED,
    OUTCOME_UNKNOWN,
    /** A fault of this service. */
    ERROR;

    /** @param failure what the call ended with, or null */
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
