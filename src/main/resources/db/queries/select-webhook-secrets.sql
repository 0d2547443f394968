-- What a client's webhooks are signed with now, the newest first.
SELECT secret
FROM webhook_secrets
WHERE client_id = :?client_id AND (expires_at IS NULL OR expires_at > now())
ORDER BY created_at DESC
