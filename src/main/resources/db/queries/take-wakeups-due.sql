-- Takes, for a few seconds, due jobs whose wake-up is not in the stream, to push it: it was never pushed, its pusher
-- did not confirm it in time, or it was lost with an earlier incarnation of the stream. If the stream is empty, rows
-- woken more than lost_seconds ago are included: Redis lost its last writes. Each part has an index with only the
-- rows that it needs.
WITH unwoken AS (
    SELECT job_id
    FROM jobs
    WHERE status IN ('queued', 'running') AND worker IS NULL AND (woken_in IS NULL OR waking_until IS NOT NULL)
      AND due_at <= now() AND (waking_until IS NULL OR waking_until <= now())
    ORDER BY due_at
    LIMIT 500
    FOR UPDATE SKIP LOCKED
), expired AS (
    SELECT job_id
    FROM jobs
    WHERE worker IS NOT NULL AND lease_until <= now()
      AND (waking_until IS NULL OR waking_until <= now())
      AND (woken_in IS DISTINCT FROM :?incarnation OR waking_until IS NOT NULL)
    LIMIT 500
    FOR UPDATE SKIP LOCKED
), in_lower AS (
    SELECT job_id
    FROM jobs
    WHERE status IN ('queued', 'running') AND woken_in < :?incarnation AND waking_until IS NULL AND worker IS NULL
    ORDER BY woken_in, woken_at
    LIMIT 500
    FOR UPDATE SKIP LOCKED
), in_higher AS (
    SELECT job_id
    FROM jobs
    WHERE status IN ('queued', 'running') AND woken_in > :?incarnation AND waking_until IS NULL AND worker IS NULL
    ORDER BY woken_in, woken_at
    LIMIT 500
    FOR UPDATE SKIP LOCKED
), lost AS (
    SELECT job_id
    FROM jobs
    WHERE status IN ('queued', 'running') AND woken_in = :?incarnation
      AND woken_at < now() - make_interval(secs => :?lost_seconds::float8) AND waking_until IS NULL
    ORDER BY woken_in, woken_at
    LIMIT 500
    FOR UPDATE SKIP LOCKED
), due AS (
    SELECT job_id FROM unwoken
    UNION ALL SELECT job_id FROM expired
    UNION ALL SELECT job_id FROM in_lower
    UNION ALL SELECT job_id FROM in_higher
    UNION ALL SELECT job_id FROM lost
)
UPDATE jobs
SET waking_until = now() + interval '5 seconds'
WHERE job_id = ANY (ARRAY(SELECT job_id FROM due))
RETURNING job_id::text AS job_id
