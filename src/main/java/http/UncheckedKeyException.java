package http;

import failures.Kind;

import java.time.Duration;

/** A key that could not be checked: the database did not say what it knows of it, or too many keys are being checked. */
class UncheckedKeyException extends ProblemException {

    private static final Duration SOON = Duration.ofSeconds(1);

    UncheckedKeyException(Throwable cause) {
        super(
                Problem.of(Kind.UNAVAILABLE, "The database cannot be reached to check the key.")
                        .withRetryAfter(SOON),
                cause);
    }

    private UncheckedKeyException(Problem problem) {
        super(problem);
    }

    /** Too many keys that are not known yet are being checked. */
    static UncheckedKeyException tooMany() {
        return new UncheckedKeyException(
                Problem.of(Kind.OVERLOADED, "Too many new keys are being checked. Wait a second and try again.")
                        .withRetryAfter(SOON));
    }
}
