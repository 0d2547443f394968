-- Newest first, after the cursor's approval; a filter that is null does not filter. What time and the job have made of an
-- approval is not written into its row.
SELECT (to_jsonb(a) || jsonb_build_object('status', present.status))::text
FROM approvals a
LEFT JOIN jobs j USING (job_id)
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN a.status = 'pending' AND a.expires_at <= now() THEN 'expired'
        WHEN a.status = 'approved' AND j.status = 'succeeded' THEN 'done'
        WHEN a.status = 'approved' AND j.finished_at IS NOT NULL THEN 'failed'
        ELSE a.status
    END AS status) present
WHERE (:?approval_id::uuid IS NULL OR a.approval_id = :?approval_id::uuid)
  AND (:?client_id::text IS NULL OR a.client_id = :?client_id)
  AND (:?status::text IS NULL OR present.status = :?status)
  AND (:?after::uuid IS NULL
       OR (a.created_at, a.approval_id) < (SELECT b.created_at, b.approval_id FROM approvals b WHERE b.approval_id = :?after::uuid))
ORDER BY a.created_at DESC, a.approval_id DESC
LIMIT :?limit
