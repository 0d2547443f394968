-- Releases the key of a request without an answer to store: a retry runs again. No row: the key has been taken over.
UPDATE idempotency_keys
SET owner = NULL, lease_until = now(), updated_at = now()
WHERE client_id = :?client_id AND key = :?key AND owner = :?owner::uuid
RETURNING key
