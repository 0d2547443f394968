package calls;

/**
 * A rule for every call of a client. It is checked as soon as the client is known: before the Idempotency-Key is
 * claimed and before Meta is called, also in a dry run.
 */
public interface ClientRule {

    /**
     * Checks the rule.
     *
     * @throws failures.Failure if the call violates it
     */
    void check(ApiCall call);
}
