-- Deletes a batch of finished jobs whose retention is over, with their history.
DELETE FROM jobs
WHERE job_id IN (
    SELECT job_id
    FROM jobs
    WHERE status IN ('succeeded', 'failed', 'cancelled')
      AND finished_at < now() - make_interval(secs => :?retention_seconds)
    ORDER BY finished_at
    LIMIT 500
    FOR UPDATE SKIP LOCKED)
RETURNING job_id::text AS job_id
