-- Counts of budget changes that are over; a few at a time.
DELETE FROM budget_changes
WHERE adset_id IN (
    SELECT adset_id
    FROM budget_changes
    WHERE latest_at < now() - make_interval(secs => :?window_seconds)
    ORDER BY latest_at
    LIMIT 500
    FOR UPDATE SKIP LOCKED)
RETURNING adset_id
