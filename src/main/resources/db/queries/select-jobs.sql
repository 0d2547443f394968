-- Newest first, after the cursor's job; a filter that is null does not filter.
SELECT to_jsonb(j)::text AS job
FROM jobs j
WHERE (:?client_id::text IS NULL OR client_id = :?client_id)
  AND (:?status::job_status IS NULL OR status = :?status::job_status)
  AND (:?created_after::timestamptz IS NULL OR created_at > :?created_after::timestamptz)
  AND (:?created_before::timestamptz IS NULL OR created_at < :?created_before::timestamptz)
  AND (:?cursor_created_at::timestamptz IS NULL
       OR (created_at, job_id) < (:?cursor_created_at::timestamptz, :?cursor_job_id::uuid))
ORDER BY created_at DESC, job_id DESC
LIMIT :?limit
