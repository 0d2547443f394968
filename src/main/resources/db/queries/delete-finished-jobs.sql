-- Deletes a batch of finished jobs whose retention is over, with their history and items. The batch is bounded by both.
-- URLs that were kept for a retry are deleted too.
WITH gone AS (
    DELETE FROM jobs
    WHERE job_id IN (
        SELECT job_id
        FROM (
            SELECT job_id, sum(items_total) OVER (ORDER BY finished_at, job_id) - items_total AS items_before
            FROM (
                SELECT job_id, finished_at, items_total
                FROM jobs
                WHERE status IN ('succeeded', 'failed', 'cancelled') AND parent_job_id IS NULL
                  AND finished_at < now() - make_interval(secs => :?retention_seconds)
                ORDER BY finished_at
                LIMIT 500
                FOR UPDATE SKIP LOCKED) old) due
        WHERE items_before < 5000)
    RETURNING job_id
), forgotten AS (
    UPDATE media m SET source = NULL, job_id = NULL FROM gone WHERE m.job_id = gone.job_id
)
SELECT job_id::text AS job_id FROM gone
