-- The request came to nothing that is worth keeping: its repetition runs again. No row: the key has been taken over.
UPDATE idempotency_keys
SET owner = NULL, lease_until = now(), updated_at = now()
WHERE client_id = :?client_id AND key = :?key AND owner = :?owner::uuid
RETURNING key
