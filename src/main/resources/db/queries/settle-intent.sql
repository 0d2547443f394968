-- Stores the object that Meta returned. The first write wins; a later one has created a duplicate, which is looked up
-- at once. An intent closed meanwhile gets its object nevertheless. The job's result contains the object from now on,
-- even if the job has ended, since no later write would add it. For the job's holder, which names its fence, this is
-- also the checkpoint of the step that created the object. An Idempotency-Key with nothing else to wait for stores
-- its answer.
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
    SET result_json = j.result_json || jsonb_build_object(s.kind || '_id', s.object_id),
        checkpoint_json = j.checkpoint_json || CASE WHEN j.fence = :?fence::bigint AND j.worker IS NOT NULL
            THEN jsonb_build_object('last_step', :?step::text) ELSE '{}' END,
        step = CASE WHEN j.fence = :?fence AND j.worker IS NOT NULL
            THEN coalesce(:?next_step::text, :?step::text) ELSE j.step END,
        lease_until = CASE WHEN j.fence = :?fence AND j.worker IS NOT NULL
            THEN now() + make_interval(secs => :?lease_seconds::float8) ELSE j.lease_until END,
        updated_at = now()
    FROM settled s
    WHERE j.job_id = s.job_id AND s.state = 'settled'
      AND (j.fence = :?fence AND j.worker IS NOT NULL
           OR NOT j.result_json @> jsonb_build_object(s.kind || '_id', s.object_id))
    RETURNING j.*, s.kind, s.object_id, coalesce(j.fence = :?fence AND j.worker IS NOT NULL, false) AS held
), noted AS (
    INSERT INTO job_events (job_id, type, step, attempt, worker, detail)
    SELECT job_id, event.type, event.step, attempts, worker, event.detail
    FROM completed
    CROSS JOIN LATERAL (
        VALUES (1, held, 'step_finished', :?step::text, NULL),
               (2, held AND :?next_step::text IS NOT NULL, 'step_started', :?next_step::text, NULL),
               (3, NOT held AND status IN ('succeeded', 'failed', 'cancelled'), 'object_found', step,
                'The ' || kind || ' ' || object_id || ' was created, which was unknown when the job ended.')
    ) event (place, happened, type, step, detail)
    WHERE event.happened
    ORDER BY place
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
), audited AS (
    INSERT INTO audit (client_id, key_id, via, operation, objects, outcome, status, request_sha256, job_id, trace_id)
    SELECT e.client_id, e.key_id, e.via, e.operation, e.objects, e.outcome, e.status, e.request_sha256, e.job_id, e.trace_id
    FROM settled s, jsonb_populate_record(NULL::audit, :?audit::jsonb) e
    WHERE :?audit::jsonb IS NOT NULL AND s.object_id = :?object_id
)
SELECT to_jsonb(settled)::text, (SELECT to_jsonb(completed)::text FROM completed WHERE held) AS job FROM settled
