-- Accepts a job with its items, if it has any, and stores the answer of its Idempotency-Key, if it has one. No row: the
-- key has been taken over, and the job is not accepted. Until waking_until the accepting process pushes its wake-up.
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
                      waking_until, items_total, items_open)
    SELECT :?job_id::uuid, :?client_id, :?type, :?ad_account_id, :?page_id, :?instagram_user_id::text,
           :?input::jsonb, :?video_path::text, :?thumbnail_path::text, :?bytes_total::bigint,
           :?media_ids::uuid[],
           :?max_attempts::int, :?traceparent::text, now() + interval '5 seconds',
           coalesce(jsonb_array_length(:?items::jsonb), 0), coalesce(jsonb_array_length(:?items::jsonb), 0)
    WHERE :?key::text IS NULL OR EXISTS (SELECT FROM kept)
    RETURNING *
), item AS MATERIALIZED (
    SELECT *
    FROM jsonb_to_recordset(coalesce(:?items::jsonb, '[]')) i (item_no integer, job_id uuid, kind text, key text, type text,
                                                               input jsonb, needs integer[], tolerant boolean,
                                                               media_ids uuid[])
), parts AS (
    INSERT INTO jobs (job_id, client_id, type, ad_account_id, page_id, instagram_user_id, input_json, media_ids,
                      max_attempts, traceparent, parent_job_id, item_no, item_kind, item_key, tolerant, waits_for, due_at)
    SELECT i.job_id, a.client_id, i.type, a.ad_account_id, a.page_id, a.instagram_user_id, i.input, i.media_ids,
           a.max_attempts, a.traceparent, a.job_id, i.item_no, i.kind, i.key, i.tolerant, cardinality(i.needs),
           CASE cardinality(i.needs) WHEN 0 THEN now() ELSE 'infinity' END
    FROM accepted a
    CROSS JOIN item i
    ORDER BY i.item_no
), dependencies AS (
    INSERT INTO job_dependencies (needs_job_id, job_id)
    SELECT needed.job_id, i.job_id
    FROM accepted
    CROSS JOIN item i
    CROSS JOIN LATERAL unnest(i.needs) AS place
    JOIN item needed ON needed.item_no = place
), noted AS (
    INSERT INTO job_events (job_id, type, attempt) SELECT job_id, 'accepted', attempts FROM accepted
)
SELECT to_jsonb(accepted)::text FROM accepted
