package calls;

import java.util.UUID;

/**
 * An Idempotency-Key that a run of its request has, so that no other run has it.
 *
 * @param owner names the run
 * @param resumed whether an earlier run of the request may have made its object. That run was allowed when it began, so
 *     its object is adopted, whatever has changed since then.
 */
public record HeldKey(String clientId, String key, UUID owner, boolean resumed) {}
