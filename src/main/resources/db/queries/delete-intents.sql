-- Intents that have been decided and kept long enough; a few at a time. Those of jobs go after their jobs. Those with
-- labels of earlier releases stay: such a label names no period, so only its intent tells an old creative from a late one.
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
