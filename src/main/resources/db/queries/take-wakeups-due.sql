-- Takes, for a few seconds, the duty to wake jobs that are due and whose wake-up is not in the stream:
-- it lies in an earlier incarnation, was never pushed, or its pusher did not say in time that it was.
WITH due AS (
    SELECT job_id
    FROM jobs
    WHERE status IN ('queued', 'running')
      AND takeable_at <= now()
      AND (waking_until IS NULL OR waking_until <= now())
      AND (woken_in IS DISTINCT FROM :?incarnation OR waking_until IS NOT NULL)
    ORDER BY takeable_at
    LIMIT 500
    FOR UPDATE SKIP LOCKED
)
UPDATE jobs
SET waking_until = now() + interval '5 seconds'
FROM due
WHERE jobs.job_id = due.job_id
RETURNING jobs.job_id::text AS job_id
