-- Ids of keys that are not revoked, last used first.
SELECT key_id FROM api_keys WHERE revoked_at IS NULL ORDER BY last_used_at DESC NULLS LAST LIMIT 5000
