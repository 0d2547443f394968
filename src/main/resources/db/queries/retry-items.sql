-- Restarts a job whose items have failed, were skipped or cancelled: those restart from their checkpoints; the others
-- do not change. An item waits for its dependencies that do not exist yet.
WITH parent AS MATERIALIZED (
    SELECT job_id FROM jobs WHERE job_id = :?job_id::uuid AND status IN ('failed', 'cancelled') FOR UPDATE
), again AS (
    UPDATE jobs i
    SET status = 'queued',
        outcome = NULL,
        attempts = 0,
        crashes = 0,
        cancel_requested = false,
        error_json = NULL,
        error_text = NULL,
        finished_at = NULL,
        due_at = CASE WHEN i.waits_for = 0 THEN now() ELSE 'infinity' END,
        woken_in = NULL,
        waking_until = NULL,
        checkpoint_json = (i.checkpoint_json - '{processing_since,processing_polls,sessions}'::text[])
            || CASE
                WHEN i.type = 'media_upload' AND i.checkpoint_json ->> 'last_step' = 'await_processing'
                THEN '{"last_step":"upload"}'::jsonb
                ELSE '{}'
            END
            || CASE WHEN i.checkpoint_json -> 'upload' IS NOT NULL THEN '{"earlier_video":true}'::jsonb ELSE '{}' END,
        updated_at = now()
    FROM parent
    WHERE i.parent_job_id = parent.job_id AND i.status IN ('failed', 'cancelled')
    RETURNING i.job_id, i.type
), medium AS (
    UPDATE media m
    SET status = 'pending', error = NULL, updated_at = now()
    FROM again a
    WHERE m.job_id = a.job_id AND a.type = 'media_upload' AND m.status = 'failed'
), retried AS (
    UPDATE jobs p
    SET status = 'queued',
        outcome = NULL,
        attempts = 0,
        crashes = 0,
        cancel_requested = false,
        error_json = NULL,
        error_text = NULL,
        finished_at = NULL,
        due_at = now(),
        woken_in = NULL,
        waking_until = now() + interval '5 seconds',
        items_open = open.items,
        items_failed = 0,
        items_skipped = 0,
        updated_at = now()
    FROM parent, (SELECT count(*)::integer AS items FROM again) open
    WHERE p.job_id = parent.job_id
    RETURNING p.*
), noted AS (
    INSERT INTO job_events (job_id, type, step, attempt) SELECT job_id, 'retried', step, attempts FROM retried
)
SELECT to_jsonb(retried)::text FROM retried
