-- No row: there is no such client.
INSERT INTO api_keys AS k (key_id, client_id, secret_sha256, name, source, scopes, expires_at, limits, calls_per_minute,
                           creates_per_minute)
SELECT :?key_id, client_id, :?secret_sha256, :?name::text, :?source::text, :?scopes::text[], :?expires_at::timestamptz,
       :?limits::jsonb, :?calls_per_minute::integer, :?creates_per_minute::integer
FROM clients
WHERE client_id = :?client_id
RETURNING to_jsonb(k)::text
