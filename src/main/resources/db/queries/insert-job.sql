-- Accepts a job with its items, if it has any, and stores the answer of its Idempotency-Key, if it has one. A new medium is
-- inserted with its job; a medium of the same id that Meta has lost is reset. No row: the key has been taken over, or
-- another medium has these bytes; nothing is written. Until waking_until the accepting process pushes its wake-up.
WITH held AS MATERIALIZED (
    SELECT key
    FROM idempotency_keys
    WHERE client_id = :?client_id AND key = :?key::text AND owner = :?owner::uuid
    FOR UPDATE
), medium AS (
    INSERT INTO media (media_id, client_id, ad_account_id, kind, status, name, sha256, bytes, width, height, duration_ms,
                       codec, warnings, source, job_id)
    SELECT m.media_id, :?client_id, :?ad_account_id, m.kind, 'pending', m.name, m.sha256, m.bytes, m.width, m.height,
           m.duration_ms, m.codec, coalesce(m.warnings, '[]'), m.source, :?job_id::uuid
    FROM jsonb_to_record(:?medium::jsonb) m (media_id uuid, kind text, name text, sha256 text, bytes bigint, width integer,
                                             height integer, duration_ms bigint, codec text, warnings jsonb, source text)
    WHERE m.media_id IS NOT NULL AND (:?key::text IS NULL OR EXISTS (SELECT FROM held))
    ON CONFLICT (client_id, ad_account_id, sha256) WHERE sha256 IS NOT NULL AND status <> 'failed' AND same_as IS NULL
    DO UPDATE SET status = 'pending',
                  video_id = NULL,
                  thumbnail_hash = NULL,
                  deduplicated = false,
                  job_id = EXCLUDED.job_id,
                  updated_at = now()
    WHERE media.media_id = EXCLUDED.media_id AND media.status = 'ready'
    RETURNING media_id
), kept AS (
    UPDATE idempotency_keys
    SET state = 'kept',
        owner = NULL,
        status = :?status,
        content_type = :?content_type,
        location = :?location,
        answer = :?answer,
        updated_at = now()
    WHERE client_id = :?client_id AND key = (SELECT key FROM held)
      AND (:?medium::jsonb IS NULL OR EXISTS (SELECT FROM medium))
    RETURNING key
), approved AS (
    UPDATE approvals
    SET status = 'approved', decided_by = :?decided_by::text, decided_at = now(), job_id = :?job_id::uuid, updated_at = now()
    WHERE approval_id = :?approval_id::uuid AND status = 'pending' AND expires_at > now()
      AND (:?key::text IS NULL OR EXISTS (SELECT FROM kept))
    RETURNING *
), accepted AS (
    INSERT INTO jobs (job_id, client_id, type, ad_account_id, page_id, instagram_user_id, input_json,
                      blob_video_path, blob_thumb_path, bytes_total, file_json, media_ids, max_attempts, traceparent,
                      waking_until, items_total, items_open)
    SELECT :?job_id::uuid, :?client_id, :?type, :?ad_account_id, :?page_id, :?instagram_user_id::text,
           :?input::jsonb, :?video_path::text, :?thumbnail_path::text, :?bytes_total::bigint, :?file::jsonb,
           :?media_ids::uuid[],
           :?max_attempts::int, :?traceparent::text, now() + interval '5 seconds',
           coalesce(jsonb_array_length(:?items::jsonb), 0), coalesce(jsonb_array_length(:?items::jsonb), 0)
    WHERE (:?key::text IS NULL OR EXISTS (SELECT FROM kept))
      AND (:?medium::jsonb IS NULL OR EXISTS (SELECT FROM medium))
    RETURNING *
), item AS MATERIALIZED (
    SELECT *
    FROM jsonb_to_recordset(coalesce(:?items::jsonb, '[]')) i (item_no integer, job_id uuid, kind text, key text, type text,
                                                               input jsonb, needs integer[], tolerant boolean,
                                                               media_ids uuid[], medium jsonb, file_path text)
), parts AS (
    INSERT INTO jobs (job_id, client_id, type, ad_account_id, page_id, instagram_user_id, input_json, media_ids,
                      blob_video_path, max_attempts, traceparent, parent_job_id, item_no, item_kind, item_key, tolerant, waits_for, due_at)
    SELECT i.job_id, a.client_id, i.type, a.ad_account_id, a.page_id, a.instagram_user_id, i.input, i.media_ids,
           i.file_path, a.max_attempts, a.traceparent, a.job_id, i.item_no, i.kind, i.key, i.tolerant, cardinality(i.needs),
           CASE cardinality(i.needs) WHEN 0 THEN now() ELSE 'infinity' END
    FROM accepted a
    CROSS JOIN item i
    ORDER BY i.item_no
), media_of_items AS (
    INSERT INTO media (media_id, client_id, ad_account_id, status, name, source, job_id)
    SELECT (i.medium ->> 'media_id')::uuid, a.client_id, a.ad_account_id, 'pending', i.medium ->> 'name',
           i.medium ->> 'source', i.job_id
    FROM accepted a
    CROSS JOIN item i
    WHERE i.medium IS NOT NULL
), dependencies AS (
    INSERT INTO job_dependencies (needs_job_id, job_id)
    SELECT needed.job_id, i.job_id
    FROM accepted
    CROSS JOIN item i
    CROSS JOIN LATERAL unnest(i.needs) AS place
    JOIN item needed ON needed.item_no = place
), noted AS (
    INSERT INTO job_events (job_id, type, attempt) SELECT job_id, 'accepted', attempts FROM accepted
), to_tell AS (
    INSERT INTO webhook_deliveries (client_id, event, url, job_json)
    SELECT a.client_id, 'approval.decided', c.callback_url, to_jsonb(a)
    FROM approved a
    JOIN clients c USING (client_id)
    WHERE c.callback_url IS NOT NULL
), audited AS (
    INSERT INTO audit (client_id, key_id, via, operation, objects, outcome, status, request_sha256, approval_id, job_id,
                       trace_id)
    SELECT e.client_id, e.key_id, e.via, e.operation, e.objects, e.outcome, e.status, e.request_sha256, e.approval_id, e.job_id,
           e.trace_id
    FROM accepted, jsonb_populate_record(NULL::audit, :?audit::jsonb) e
    WHERE :?audit::jsonb IS NOT NULL
)
SELECT to_jsonb(accepted)::text FROM accepted
