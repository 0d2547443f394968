-- The wake-ups of these jobs are in the stream now. A job that was claimed since the first push has used its wake-up,
-- and may already wait for another one.
UPDATE jobs
SET woken_in = :?incarnation, woken_at = now(), waking_until = NULL
WHERE job_id = ANY (:?job_ids::uuid[]) AND waking_until IS NOT NULL
  AND (claimed_at IS NULL OR claimed_at < now() - make_interval(secs => :?pushed_seconds))
