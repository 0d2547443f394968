-- Adopts the first of the found objects that no other intent owns, if there is one; the others are duplicates. No
-- row: the intent is no longer open, or another process has changed it since it was read, for example to create
-- again. The job's result contains the object from now on, even if the job has ended.
WITH settled AS (
    UPDATE intents i
    SET state = CASE WHEN found.id IS NULL THEN i.state ELSE 'settled' END,
        object_id = coalesce(i.object_id, found.id),
        unsettled_until = CASE WHEN found.id IS NULL THEN i.unsettled_until END,
        surplus_check_at = CASE
            WHEN found.id IS NOT NULL AND (i.recreated OR found.number > 1) THEN now() + interval '5 seconds'
        END,
        updated_at = now()
    FROM (
        SELECT (array_agg(candidate.id ORDER BY candidate.place))[1] AS id, count(*) AS number
        FROM unnest(:?candidates::text[]) WITH ORDINALITY AS candidate (id, place)
        WHERE NOT EXISTS (
            SELECT FROM intents other WHERE other.object_id = candidate.id AND other.intent_key <> :?intent_key)
    ) found
    WHERE i.intent_key = :?intent_key AND i.state = 'open'
      AND i.unsettled_until IS NOT DISTINCT FROM :?unsettled_until::timestamptz
    RETURNING i.*
), completed AS (
    UPDATE jobs j
    SET result_json = j.result_json || jsonb_build_object(s.kind || '_id', s.object_id), updated_at = now()
    FROM settled s
    WHERE j.job_id = s.job_id AND s.state = 'settled'
      AND NOT j.result_json @> jsonb_build_object(s.kind || '_id', s.object_id)
    RETURNING j.job_id, j.status, j.step, j.attempts, s.kind, s.object_id
), noted AS (
    INSERT INTO job_events (job_id, type, step, attempt, detail)
    SELECT job_id, 'object_found', step, attempts,
           'The ' || kind || ' ' || object_id || ' was created, which was unknown when the job ended.'
    FROM completed
    WHERE status IN ('succeeded', 'failed', 'cancelled')
)
SELECT to_jsonb(settled)::text FROM settled
