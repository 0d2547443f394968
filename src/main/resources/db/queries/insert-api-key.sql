-- No row: there is no such client.
INSERT INTO api_keys AS k (key_id, client_id, secret_sha256)
SELECT :?key_id, client_id, :?secret_sha256 FROM clients WHERE client_id = :?client_id
RETURNING to_jsonb(k)::text
