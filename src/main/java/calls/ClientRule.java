package calls;

/**
 * A rule that each call for a client must keep: asked once the client is known, before the call's Idempotency-Key, its dry run
 * and Meta.
 */
public interface ClientRule {

    /**
     * Lets a call pass that keeps the rule.
     *
     * @throws failures.Failure if it does not
     */
    void check(ApiCall call);
}
