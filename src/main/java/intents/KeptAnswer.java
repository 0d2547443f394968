package intents;

import java.util.UUID;

/**
 * The answer that a call's Idempotency-Key stores, known as soon as Meta has returned the object.
 *
 * @param owner the run that holds the key
 * @param answer the JSON, verbatim
 */
public record KeptAnswer(String clientId, String key, UUID owner, int status, String answer) {}
