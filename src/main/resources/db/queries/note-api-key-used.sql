-- Once a minute is sufficient to recognise unused keys, however many processes see a key.
UPDATE api_keys
SET last_used_at = now()
WHERE key_id = :?key_id AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')
