-- Restarts a failed or cancelled job from its checkpoint, with all its attempts. Meta may have deleted the video
-- meanwhile, so its status is read again before it is used.
WITH retried AS (
    UPDATE jobs
    SET status = 'queued',
        attempts = 0,
        crashes = 0,
        cancel_requested = false,
        error_json = NULL,
        error_text = NULL,
        finished_at = NULL,
        due_at = now(),
        woken_in = NULL,
        waking_until = now() + interval '5 seconds',
        checkpoint_json = (checkpoint_json - '{processing_since,processing_polls,sessions}'::text[])
            || CASE
                WHEN checkpoint_json ->> 'last_step' IN ('await_processing', 'upload_thumbnail')
                THEN jsonb_build_object(
                    'last_step', CASE type WHEN 'media_upload' THEN 'upload' ELSE 'upload_video' END)
                ELSE '{}'
            END
            || CASE WHEN checkpoint_json -> 'upload' IS NOT NULL THEN '{"earlier_video":true}'::jsonb ELSE '{}' END,
        updated_at = now()
    WHERE job_id = :?job_id::uuid AND status IN ('failed', 'cancelled')
    RETURNING *
), medium AS (
    UPDATE media m
    SET status = 'pending',
        error = NULL,
        -- The same bytes may have become another medium meanwhile.
        same_as = (
            SELECT o.media_id
            FROM media o
            WHERE o.client_id = m.client_id AND o.ad_account_id = m.ad_account_id AND o.sha256 = m.sha256
              AND o.status <> 'failed' AND o.same_as IS NULL AND o.media_id <> m.media_id),
        updated_at = now()
    FROM retried r
    WHERE m.job_id = r.job_id AND r.type = 'media_upload' AND m.status = 'failed'
), noted AS (
    INSERT INTO job_events (job_id, type, step, attempt) SELECT job_id, 'retried', step, attempts FROM retried
)
SELECT to_jsonb(retried)::text FROM retried
