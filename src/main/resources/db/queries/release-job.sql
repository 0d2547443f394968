-- Gives the job back, to be taken again when it is due: after a wait, a failed attempt or a shutdown.
WITH released AS (
    UPDATE jobs
    SET status = :?status::job_status,
        waiting_for = :?waiting_for::text,
        due_at = now() + make_interval(secs => :?due_in_seconds),
        next_attempt_at = CASE WHEN :?due_in_seconds > 0 THEN now() + make_interval(secs => :?due_in_seconds) END,
        checkpoint_json = checkpoint_json || coalesce(:?checkpoint::jsonb, '{}'),
        error_json = coalesce(:?error::jsonb, error_json),
        error_text = coalesce(:?error_text::text, error_text),
        lease_until = NULL,
        worker = NULL,
        updated_at = now()
    WHERE job_id = :?job_id::uuid AND fence = :?fence AND lease_until IS NOT NULL
    RETURNING *
), noted AS (
    INSERT INTO job_events (job_id, type, step, attempt, worker, detail)
    SELECT job_id, :?event, step, attempts, :?worker, :?detail::text FROM released
)
SELECT to_jsonb(released)::text FROM released
