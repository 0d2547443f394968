-- Meta rejected a token: flags every client that uses it.
UPDATE clients
SET token_status = 'rejected',
    token_status_reason = :?reason,
    token_status_at = now(),
    token_fingerprint = :?fingerprint
WHERE token_ref = :?token_ref
