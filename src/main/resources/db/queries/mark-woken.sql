-- The wake-ups of these jobs are in the stream now. One that was claimed meanwhile has used its own up.
UPDATE jobs
SET woken_in = :?incarnation, woken_at = now(), waking_until = NULL
WHERE job_id = ANY (:?job_ids::uuid[]) AND waking_until IS NOT NULL
