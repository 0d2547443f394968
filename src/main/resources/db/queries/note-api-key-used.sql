-- Once a minute is enough to tell a key that nobody uses, however many processes see it.
UPDATE api_keys
SET last_used_at = now()
WHERE key_id = :?key_id AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')
