-- The given jobs that still need their blobs: unfinished, or failed or cancelled and kept for a retry.
SELECT job_id::text AS job_id
FROM jobs
WHERE job_id = ANY (:?job_ids::uuid[])
  AND (status IN ('queued', 'running')
       OR status IN ('failed', 'cancelled') AND finished_at > now() - make_interval(secs => :?retention_seconds))
