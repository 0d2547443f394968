package http;

import failures.Kind;

import java.time.Duration;

/** A key that could not be checked: the database is unavailable, or too many keys are being checked. */
class UncheckedKeyException extends ProblemException {

    private static final Duration SOON = Duration.ofSeconds(1);

    UncheckedKeyException(Throwable cause) {
        super(
                Problem.of(Kind.UNAVAILABLE, "The database is unavailable, so the key could not be checked.")
                        .withRetryAfter(SOON),
                cause);
    }

    private UncheckedKeyException(Problem problem) {
        super(problem);
    }

    /** Too many unknown keys are being checked. */
    static UncheckedKeyException tooMany() {
        return new UncheckedKeyException(
                Problem.of(Kind.OVERLOADED, "Too many new keys are being checked. Retry in a second.")
                        .withRetryAfter(SOON));
    }
}
