-- The last write of a job: the end of its last step, if it was reached, its final status, and its webhook delivery.
WITH finished AS (
    UPDATE jobs
    SET status = :?status::job_status,
        checkpoint_json = checkpoint_json || coalesce(:?checkpoint::jsonb, '{}'),
        result_json = result_json || coalesce(:?result::jsonb, '{}'),
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
    SELECT job_id, event.type, step, attempts, :?worker, CASE place WHEN 3 THEN error_text END
    FROM finished,
         (VALUES (1, CASE WHEN :?looks::boolean THEN 'resumed' END), (2, :?event::text), (3, :?status)) event (place, type)
    WHERE event.type IS NOT NULL
    ORDER BY place
), to_tell AS (
    INSERT INTO webhook_deliveries (job_id, client_id, event, url, job_json)
    SELECT f.job_id, f.client_id, 'job.' || f.status, coalesce(f.input_json ->> 'callback_url', c.callback_url),
           to_jsonb(f)
    FROM finished f
    JOIN clients c USING (client_id)
    WHERE coalesce(f.input_json ->> 'callback_url', c.callback_url) IS NOT NULL
)
SELECT to_jsonb(finished)::text FROM finished
