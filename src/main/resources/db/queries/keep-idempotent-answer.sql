-- Stores the final answer of a request. No row: the key has been taken over.
UPDATE idempotency_keys
SET state = 'kept',
    owner = NULL,
    status = :?status,
    content_type = :?content_type,
    location = :?location::text,
    answer = :?answer,
    updated_at = now()
WHERE client_id = :?client_id AND key = :?key AND owner = :?owner::uuid
RETURNING key
