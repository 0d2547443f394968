-- Permanent. No row: the client has no such key.
UPDATE api_keys
SET revoked_at = coalesce(revoked_at, now())
WHERE key_id = :?key_id AND client_id = :?client_id
RETURNING key_id
