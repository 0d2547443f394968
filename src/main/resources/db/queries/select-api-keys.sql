-- A client's keys, newest first, including revoked ones.
SELECT to_jsonb(k)::text AS key FROM api_keys k WHERE client_id = :?client_id ORDER BY created_at DESC, key_id
