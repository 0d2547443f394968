-- Rejected, or withdrawn by the key that asked. No row: it is no longer pending.
WITH closed AS (
    UPDATE approvals
    SET status = :?status, decided_by = :?decided_by::text, decided_at = now(), reason = :?reason::text, updated_at = now()
    WHERE approval_id = :?approval_id::uuid AND status = 'pending' AND expires_at > now()
    RETURNING *
), to_tell AS (
    INSERT INTO webhook_deliveries (client_id, event, url, job_json)
    SELECT a.client_id, 'approval.decided', c.callback_url, to_jsonb(a)
    FROM closed a
    JOIN clients c USING (client_id)
    WHERE a.status = 'rejected' AND c.callback_url IS NOT NULL
)
SELECT approval_id::text FROM closed
