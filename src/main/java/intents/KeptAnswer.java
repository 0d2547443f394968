package intents;

import java.util.UUID;

/**
 * The answer that a call's Idempotency-Key keeps, known as soon as Meta has named the object.
 *
 * @param owner the run that holds the key
 * @param answer the JSON to the letter
 */
public record KeptAnswer(String clientId, String key, UUID owner, int status, String answer) {}
