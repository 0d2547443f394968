-- Meta accepted the token. A flag that was set meanwhile stays.
UPDATE clients
SET token_status = 'ok', token_status_reason = NULL, token_status_at = now(), token_fingerprint = NULL
WHERE client_id = :?client_id
  AND token_ref = :?token_ref
  AND token_status <> 'ok'
  AND token_fingerprint IS NOT DISTINCT FROM :?known_fingerprint::text
