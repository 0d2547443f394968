-- Takes, for a while, intents that no call or job works on any more: those of synchronous calls that must have ended,
-- and of jobs that have ended. A create whose outcome was never recorded may have started when the intent was last
-- written.
WITH left_open AS (
    SELECT i.intent_key
    FROM intents i
    LEFT JOIN jobs j USING (job_id)
    WHERE i.state = 'open'
      AND CASE
          WHEN i.job_id IS NULL THEN i.updated_at < now() - make_interval(secs => :?idle_seconds)
          ELSE j.status IN ('succeeded', 'failed', 'cancelled') AND i.updated_at < now() - interval '5 seconds'
      END
    ORDER BY i.updated_at
    LIMIT 20
    FOR UPDATE OF i SKIP LOCKED
)
UPDATE intents i
SET updated_at = now(),
    unsettled_until = coalesce(i.unsettled_until, i.updated_at + make_interval(secs => :?settle_seconds))
FROM left_open, clients c
WHERE i.intent_key = left_open.intent_key AND c.client_id = i.client_id
RETURNING (to_jsonb(i) || jsonb_build_object('token_ref', c.token_ref))::text AS intent
