-- Deletes a batch of expired keys.
DELETE FROM idempotency_keys
WHERE (client_id, key) IN (
    SELECT client_id, key
    FROM idempotency_keys
    WHERE created_at < now() - make_interval(secs => :?retention_seconds)
      AND (state = 'kept' OR lease_until <= now())
    ORDER BY created_at
    LIMIT 500
    FOR UPDATE SKIP LOCKED)
RETURNING key
