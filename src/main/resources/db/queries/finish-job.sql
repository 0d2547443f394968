-- The job's last write: its final status.
WITH finished AS (
    UPDATE jobs
    SET status = :?status::job_status,
        error_json = :?error::jsonb,
        error_text = :?error_text::text,
        waiting_for = NULL,
        next_attempt_at = NULL,
        lease_until = NULL,
        worker = NULL,
        finished_at = now(),
        updated_at = now()
    WHERE job_id = :?job_id::uuid AND fence = :?fence AND lease_until IS NOT NULL
    RETURNING *
), noted AS (
    INSERT INTO job_events (job_id, type, step, attempt, worker, detail)
    SELECT job_id, status::text, step, attempts, :?worker, error_text FROM finished
)
SELECT to_jsonb(finished)::text FROM finished
