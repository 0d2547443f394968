-- Meta said which object it is. The first to say so wins; a later one has made a surplus object, which is to be looked
-- for at once. An intent that was closed meanwhile gets its object all the same. The job's result names it from now on,
-- also if the job has ended: no later write would. An Idempotency-Key that waits for nothing else keeps its answer.
WITH settled AS (
    UPDATE intents
    SET object_id = CASE state WHEN 'settled' THEN object_id ELSE :?object_id END,
        surplus_check_at = CASE
            WHEN state = 'settled' AND object_id <> :?object_id THEN now()
            WHEN recreated THEN now() + interval '5 seconds'
            ELSE surplus_check_at
        END,
        surplus_checks = 0,
        state = 'settled',
        unsettled_until = NULL,
        updated_at = now()
    WHERE intent_key = :?intent_key
    RETURNING *
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
), kept AS (
    UPDATE idempotency_keys k
    SET state = 'kept',
        owner = NULL,
        status = :?status::int,
        content_type = 'application/json',
        answer = :?answer::text,
        updated_at = now()
    FROM settled s
    WHERE k.client_id = :?client_id::text AND k.key = :?key::text AND k.owner = :?owner::uuid
      AND s.object_id = :?object_id
)
SELECT to_jsonb(settled)::text FROM settled
