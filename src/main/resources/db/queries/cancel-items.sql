-- Cancels the items of a job that have not begun, and asks the workers of the others to stop. The job ends once all
-- of its items have. Its row is locked before those of its items, as in every statement that ends items.
WITH parent AS MATERIALIZED (
    SELECT job_id FROM jobs WHERE job_id = :?job_id::uuid AND status IN ('queued', 'running') FOR UPDATE
), stopped AS (
    UPDATE jobs i
    SET status = CASE WHEN i.worker IS NULL THEN 'cancelled' ELSE i.status END,
        finished_at = CASE WHEN i.worker IS NULL THEN now() END,
        waiting_for = CASE WHEN i.worker IS NULL THEN NULL ELSE i.waiting_for END,
        next_attempt_at = CASE WHEN i.worker IS NULL THEN NULL ELSE i.next_attempt_at END,
        cancel_requested = true,
        updated_at = now()
    FROM parent
    WHERE i.parent_job_id = parent.job_id AND i.status IN ('queued', 'running')
    RETURNING i.job_id, i.type, i.status
), medium AS (
    UPDATE media m
    SET status = 'failed',
        error = '{"type": "/problems/conflict", "title": "Conflict", "status": 409,
            "detail": "Its upload was cancelled. Retry its job, or send it again."}',
        updated_at = now()
    FROM stopped s
    WHERE m.job_id = s.job_id AND s.type = 'media_upload' AND s.status = 'cancelled'
), cancelled AS (
    UPDATE jobs p
    SET cancel_requested = true,
        items_open = p.items_open - ended.items,
        due_at = CASE WHEN p.items_open <= ended.items AND p.worker IS NULL THEN now() ELSE p.due_at END,
        updated_at = now()
    FROM parent, (SELECT count(*)::integer AS items FROM stopped WHERE status = 'cancelled') ended
    WHERE p.job_id = parent.job_id
    RETURNING p.*
), noted AS (
    INSERT INTO job_events (job_id, type, step, attempt, worker)
    SELECT job_id, 'cancel_requested', step, attempts, worker FROM cancelled
)
SELECT to_jsonb(cancelled)::text FROM cancelled
