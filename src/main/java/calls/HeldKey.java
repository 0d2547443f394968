package calls;

import java.util.UUID;

/**
 * An Idempotency-Key held by a run of its request.
 *
 * @param owner identifies the run
 * @param resumed true if an earlier run of the request may have created its object. That run was permitted when it
 *     started, so its object is adopted, whatever has changed since.
 */
public record HeldKey(String clientId, String key, UUID owner, boolean resumed) {}
