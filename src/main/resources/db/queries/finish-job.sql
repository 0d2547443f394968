-- The last write of a job: the end of its last step, if it was reached, its final status, and its webhook delivery. If the
-- job is an item of another one, items that needed only it become due, those that need it are skipped if it failed, and the
-- parent counts it; the last item makes the parent due. The parent's row is locked first, as in every statement that ends
-- items.
-- The medium of a media_upload becomes ready, or fails with it.
WITH RECURSIVE parent AS MATERIALIZED (
    SELECT job_id FROM jobs WHERE job_id = :?parent_job_id::uuid FOR UPDATE
), finished AS (
    UPDATE jobs
    SET status = :?status::job_status,
        outcome = CASE WHEN :?status = 'failed' AND items_succeeded > 0 THEN 'partial' END,
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
      AND (:?parent_job_id::uuid IS NULL OR EXISTS (SELECT FROM parent))
    RETURNING *
), doomed (job_id) AS (
    SELECT d.job_id
    FROM finished f
    JOIN job_dependencies d ON d.needs_job_id = f.job_id
    JOIN jobs j ON j.job_id = d.job_id
    WHERE f.parent_job_id IS NOT NULL AND f.status <> 'succeeded' AND NOT j.tolerant
    UNION
    SELECT d.job_id
    FROM doomed
    JOIN job_dependencies d ON d.needs_job_id = doomed.job_id
), skipped AS (
    UPDATE jobs j
    SET status = 'cancelled',
        outcome = 'skipped',
        error_json = jsonb_build_object(
            'type', '/problems/dependency-failed', 'title', 'Dependency failed', 'status', 424,
            'detail', 'The ' || f.item_kind || ' ''' || f.item_key || ''' that it needs '
                || CASE f.status WHEN 'cancelled' THEN 'was cancelled.' ELSE 'failed.' END),
        finished_at = now(),
        updated_at = now()
    FROM finished f
    WHERE j.job_id IN (SELECT job_id FROM doomed) AND j.status = 'queued'
    RETURNING j.job_id
), released AS (
    UPDATE jobs j
    SET waits_for = greatest(j.waits_for - 1, 0),
        due_at = CASE WHEN j.waits_for = 1 AND j.status = 'queued' THEN now() ELSE j.due_at END,
        input_json = j.input_json || CASE WHEN f.result_json -> (f.item_kind || '_id') IS NOT NULL
            THEN jsonb_build_object(f.item_kind || '_id', f.result_json -> (f.item_kind || '_id')) ELSE '{}' END,
        updated_at = now()
    FROM finished f
    JOIN job_dependencies d ON d.needs_job_id = f.job_id
    WHERE f.parent_job_id IS NOT NULL AND j.job_id = d.job_id AND (f.status = 'succeeded' OR j.tolerant)
), counted AS (
    UPDATE jobs p
    SET items_open = p.items_open - 1 - ended.skipped,
        items_succeeded = p.items_succeeded + (f.status = 'succeeded')::integer,
        items_failed = p.items_failed + (f.status = 'failed')::integer,
        items_skipped = p.items_skipped + ended.skipped,
        due_at = CASE WHEN p.items_open <= 1 + ended.skipped AND p.worker IS NULL THEN now() ELSE p.due_at END,
        updated_at = now()
    FROM finished f
    CROSS JOIN (SELECT count(*)::integer AS skipped FROM skipped) ended
    WHERE p.job_id = f.parent_job_id
    RETURNING p.job_id, p.step, p.attempts
), noted_at_parent AS (
    INSERT INTO job_events (job_id, type, step, attempt, worker, detail)
    SELECT c.job_id, 'item_failed', c.step, c.attempts, :?worker, f.item_kind || ' ''' || f.item_key || ''': ' || f.error_text
    FROM counted c
    CROSS JOIN finished f
    WHERE f.status = 'failed'
), noted AS (
    INSERT INTO job_events (job_id, type, step, attempt, worker, detail)
    SELECT job_id, CASE place WHEN 3 THEN coalesce(outcome, event.type) ELSE event.type END, step, attempts, :?worker,
           CASE place WHEN 3 THEN error_text END
    FROM finished,
         (VALUES (1, CASE WHEN :?looks::boolean THEN 'resumed' END), (2, :?event::text), (3, :?status)) event (place, type)
    WHERE event.type IS NOT NULL
    ORDER BY place
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
    FROM finished e
    WHERE m.job_id = e.job_id AND e.type = 'media_upload' AND e.status IN ('succeeded', 'failed', 'cancelled')
), to_tell AS (
    INSERT INTO webhook_deliveries (job_id, client_id, event, url, job_json)
    SELECT f.job_id, f.client_id, 'job.' || coalesce(f.outcome, f.status::text), coalesce(f.input_json ->> 'callback_url', c.callback_url),
           to_jsonb(f)
    FROM finished f
    JOIN clients c USING (client_id)
    WHERE f.parent_job_id IS NULL AND coalesce(f.input_json ->> 'callback_url', c.callback_url) IS NOT NULL
)
SELECT to_jsonb(finished)::text FROM finished
