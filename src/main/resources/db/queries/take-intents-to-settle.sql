-- Takes, for a minute, intents of synchronous calls that were left open: the call's time is long up.
WITH left_open AS (
    SELECT intent_key
    FROM intents
    WHERE state = 'open' AND job_id IS NULL AND updated_at < now() - make_interval(secs => :?idle_seconds)
    ORDER BY updated_at
    LIMIT 20
    FOR UPDATE SKIP LOCKED
)
UPDATE intents i
SET updated_at = now(), unsettled_until = coalesce(i.unsettled_until, now())
FROM left_open, clients c
WHERE i.intent_key = left_open.intent_key AND c.client_id = i.client_id
RETURNING (to_jsonb(i) || jsonb_build_object('token_ref', c.token_ref))::text AS intent
