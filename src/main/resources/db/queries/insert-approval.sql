-- Inserts an approval together with its webhook delivery, so that neither exists without the other.
WITH asked AS (
    INSERT INTO approvals (approval_id, client_id, action, object_kind, object_id, include, note, asked_by, summary, snapshot,
                           snapshot_sha256, expires_at)
    VALUES (:?approval_id::uuid, :?client_id, :?action, :?object_kind, :?object_id, :?include::text[], :?note::text,
            :?asked_by::text, :?summary::jsonb, :?snapshot::jsonb, :?snapshot_sha256,
            now() + make_interval(secs => :?lifetime_seconds))
    RETURNING *
)
INSERT INTO webhook_deliveries (client_id, event, url, job_json)
SELECT a.client_id, 'approval.requested', c.callback_url, to_jsonb(a)
FROM asked a
JOIN clients c USING (client_id)
WHERE c.callback_url IS NOT NULL
