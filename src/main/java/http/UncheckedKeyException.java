package http;

import java.time.Duration;

/** A key that could not be checked, since the database did not say what it knows of it. */
class UncheckedKeyException extends ProblemException {

    private static final Duration SOON = Duration.ofSeconds(1);

    UncheckedKeyException(Throwable cause) {
        super(
                Problem.of(Problem.Kind.UNAVAILABLE, "The database cannot be reached to check the key.")
                        .withRetryAfter(SOON),
                cause);
    }
}
