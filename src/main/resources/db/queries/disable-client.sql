-- Returns the outcome: disabled, busy (there are unfinished jobs), or unknown.
WITH busy AS (
    SELECT EXISTS (SELECT FROM jobs WHERE client_id = :?client_id AND status IN ('queued', 'running')) AS yes
), disabled AS (
    UPDATE clients
    SET enabled = false, updated_at = now()
    WHERE client_id = :?client_id AND NOT (SELECT yes FROM busy)
    RETURNING client_id
)
SELECT CASE
    WHEN EXISTS (SELECT FROM disabled) THEN 'disabled'
    WHEN yes THEN 'busy'
    ELSE 'unknown'
END
FROM busy
