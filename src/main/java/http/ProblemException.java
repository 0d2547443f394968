package http;

import failures.Kind;

/**
 * Ends a call with a {@link Problem}. An expected outcome rather than a fault of the program, so it has no
 * stack trace.
 */
public class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        this(problem, null);
    }

    /**
     * @param problem the answer
     * @param cause what led to it, for the log; null where nothing did
     */
    public ProblemException(Problem problem, Throwable cause) {
        super(problem.title() + ": " + problem.detail(), cause, false, false);
        this.problem = problem;
    }

    /** Ends a call with a problem of this kind. */
    public static ProblemException of(Kind kind, String detail) {
        return new ProblemException(Problem.of(kind, detail));
    }

    /** The answer. */
    public Problem problem() {
        return problem;
    }
}
