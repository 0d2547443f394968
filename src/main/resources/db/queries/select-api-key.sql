SELECT to_jsonb(k)::text FROM api_keys k WHERE key_id = :?key_id
