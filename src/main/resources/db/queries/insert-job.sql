-- Accepts a job and stores the answer of its Idempotency-Key, if it has one. No row: the key has been taken over, and
-- the job is not accepted. Until waking_until the accepting process pushes its wake-up.
WITH kept AS (
    UPDATE idempotency_keys
    SET state = 'kept',
        owner = NULL,
        status = :?status,
        content_type = :?content_type,
        location = :?location,
        answer = :?answer,
        updated_at = now()
    WHERE client_id = :?client_id AND key = :?key::text AND owner = :?owner::uuid
    RETURNING key
), accepted AS (
    INSERT INTO jobs (job_id, client_id, type, ad_account_id, page_id, instagram_user_id, input_json,
                      blob_video_path, blob_thumb_path, bytes_total, media_ids, max_attempts, traceparent,
                      waking_until)
    SELECT :?job_id::uuid, :?client_id, :?type, :?ad_account_id, :?page_id, :?instagram_user_id::text,
           :?input::jsonb, :?video_path::text, :?thumbnail_path::text, :?bytes_total::bigint,
           :?media_ids::uuid[],
           :?max_attempts::int, :?traceparent::text, now() + interval '5 seconds'
    WHERE :?key::text IS NULL OR EXISTS (SELECT FROM kept)
    RETURNING *
), noted AS (
    INSERT INTO job_events (job_id, type, attempt) SELECT job_id, 'accepted', attempts FROM accepted
)
SELECT to_jsonb(accepted)::text FROM accepted
