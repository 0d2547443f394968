SELECT jsonb_build_object(
    'token_status', token_status,
    'token_status_reason', token_status_reason,
    'token_status_at', token_status_at,
    'token_fingerprint', token_fingerprint)::text
FROM clients
WHERE client_id = :?client_id
