-- A client's new secret. The previous one is used too for a while, older ones no longer.
WITH forgotten AS (
    DELETE FROM webhook_secrets WHERE client_id = :?client_id AND expires_at IS NOT NULL
), before AS (
    UPDATE webhook_secrets
    SET expires_at = now() + make_interval(secs => :?overlap_seconds)
    WHERE client_id = :?client_id AND expires_at IS NULL
    RETURNING expires_at
), made AS (
    INSERT INTO webhook_secrets (client_id, secret)
    -- Reads the updated rows, so that the client never has two secrets without an end.
    SELECT :?client_id, :?secret FROM (SELECT count(*) FROM before) updated
)
SELECT coalesce(to_char((SELECT expires_at FROM before) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), '')
