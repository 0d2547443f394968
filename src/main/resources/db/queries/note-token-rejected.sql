-- Meta rejected a token: that is so for every client that uses it.
UPDATE clients
SET token_status = 'rejected',
    token_status_reason = :?reason,
    token_status_at = now(),
    token_fingerprint = :?fingerprint
WHERE token_ref = :?token_ref
