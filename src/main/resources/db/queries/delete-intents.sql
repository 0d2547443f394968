-- Deletes a batch of settled intents whose retention is over. Those of jobs are deleted after their jobs. Those with
-- labels of earlier releases stay: such a label has no period, so only the intent distinguishes an old creative from
-- a late one.
DELETE FROM intents
WHERE intent_key IN (
    SELECT intent_key
    FROM intents
    WHERE state <> 'open' AND job_id IS NULL AND surplus_check_at IS NULL AND label LIKE 'creative-service-___-__'
      AND updated_at < now() - make_interval(secs => :?retention_seconds)
    ORDER BY updated_at
    LIMIT 500
    FOR UPDATE SKIP LOCKED)
RETURNING intent_key
