-- Deletes a batch of expired counts of budget changes.
DELETE FROM budget_changes
WHERE adset_id IN (
    SELECT adset_id
    FROM budget_changes
    WHERE latest_at < now() - make_interval(secs => :?window_seconds)
    ORDER BY latest_at
    LIMIT 500
    FOR UPDATE SKIP LOCKED)
RETURNING adset_id
