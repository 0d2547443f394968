-- The wake-ups of these jobs are in the stream now. One that was claimed since the first of them was pushed has used its own
-- up, and may wait for another one already.
UPDATE jobs
SET woken_in = :?incarnation, woken_at = now(), waking_until = NULL
WHERE job_id = ANY (:?job_ids::uuid[]) AND waking_until IS NOT NULL
  AND (claimed_at IS NULL OR claimed_at < now() - make_interval(secs => :?pushed_seconds))
