-- Cancels a job without a holder at once. A running job is asked to stop before its next call to Meta, and is
-- cancelled when its worker releases it. A medium that it was uploading fails with it.
WITH cancelled AS (
    UPDATE jobs
    SET status = CASE WHEN lease_until IS NULL THEN 'cancelled' ELSE status END,
        finished_at = CASE WHEN lease_until IS NULL THEN now() END,
        waiting_for = CASE WHEN lease_until IS NULL THEN NULL ELSE waiting_for END,
        next_attempt_at = CASE WHEN lease_until IS NULL THEN NULL ELSE next_attempt_at END,
        cancel_requested = true,
        updated_at = now()
    WHERE job_id = :?job_id::uuid AND status IN ('queued', 'running')
    RETURNING *
), noted AS (
    INSERT INTO job_events (job_id, type, step, attempt, worker)
    SELECT job_id, CASE status WHEN 'cancelled' THEN 'cancelled' ELSE 'cancel_requested' END, step, attempts, worker
    FROM cancelled
), medium AS (
    UPDATE media m
    SET status = CASE WHEN e.status = 'succeeded' THEN 'ready' ELSE 'failed' END,
        image_hash = CASE WHEN m.kind = 'image' THEN e.result_json ->> 'image_hash' ELSE m.image_hash END,
        video_id = CASE WHEN m.kind = 'video' THEN e.result_json ->> 'video_id' ELSE m.video_id END,
        thumbnail_hash = CASE WHEN m.kind = 'video' THEN e.result_json ->> 'image_hash' ELSE m.thumbnail_hash END,
        deduplicated = coalesce((e.result_json ->> 'deduplicated')::boolean, false),
        error = CASE WHEN e.status = 'failed' THEN e.error_json
                     WHEN e.status = 'cancelled' THEN '{"type": "/problems/conflict", "title": "Conflict", "status": 409,
                         "detail": "Its upload was cancelled. Retry its job, or send it again."}'::jsonb END,
        source = CASE WHEN e.status = 'succeeded' THEN NULL ELSE m.source END,
        checked_at = CASE WHEN e.status = 'succeeded' THEN now() ELSE m.checked_at END,
        updated_at = now()
    FROM cancelled e
    WHERE m.job_id = e.job_id AND e.type = 'media_upload' AND e.status IN ('succeeded', 'failed', 'cancelled')
), to_tell AS (
    INSERT INTO webhook_deliveries (job_id, client_id, event, url, job_json)
    SELECT j.job_id, j.client_id, 'job.' || j.status, coalesce(j.input_json ->> 'callback_url', c.callback_url),
           to_jsonb(j)
    FROM cancelled j
    JOIN clients c USING (client_id)
    WHERE j.status = 'cancelled' AND coalesce(j.input_json ->> 'callback_url', c.callback_url) IS NOT NULL
)
SELECT to_jsonb(cancelled)::text FROM cancelled
