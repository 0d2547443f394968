-- Newest first, after the cursor's job; a null filter does not filter. One of the four parts runs, with the index for
-- its filters. A cursor is before created_before, so only the earlier of both limits the scan. Items are not listed.
WITH bounds AS (
    SELECT coalesce(:?created_after::timestamptz, '-infinity') AS after,
           least(coalesce(:?created_before::timestamptz, 'infinity'),
                 coalesce(:?cursor_created_at::timestamptz, 'infinity')) AS before,
           CASE WHEN :?cursor_created_at::timestamptz < coalesce(:?created_before::timestamptz, 'infinity')
                THEN :?cursor_job_id::uuid ELSE '00000000-0000-0000-0000-000000000000' END AS job_id
)
SELECT to_jsonb(found)::text AS job
FROM bounds b
CROSS JOIN LATERAL (
    (SELECT *
     FROM jobs
     WHERE :?client_id::text IS NULL AND :?status::text IS NULL
       AND parent_job_id IS NULL AND created_at > b.after AND (created_at, job_id) < (b.before, b.job_id)
     ORDER BY created_at DESC, job_id DESC
     LIMIT :?limit)
    UNION ALL
    (SELECT *
     FROM jobs
     WHERE :?client_id::text IS NULL AND status = :?status::job_status
       AND coalesce(outcome, '') = :?outcome
       AND parent_job_id IS NULL AND created_at > b.after AND (created_at, job_id) < (b.before, b.job_id)
     ORDER BY created_at DESC, job_id DESC
     LIMIT :?limit)
    UNION ALL
    (SELECT *
     FROM jobs
     WHERE client_id = :?client_id AND :?status::text IS NULL
       AND parent_job_id IS NULL AND created_at > b.after AND (created_at, job_id) < (b.before, b.job_id)
     ORDER BY created_at DESC, job_id DESC
     LIMIT :?limit)
    UNION ALL
    (SELECT *
     FROM jobs
     WHERE client_id = :?client_id AND status = :?status::job_status
       AND coalesce(outcome, '') = :?outcome
       AND parent_job_id IS NULL AND created_at > b.after AND (created_at, job_id) < (b.before, b.job_id)
     ORDER BY created_at DESC, job_id DESC
     LIMIT :?limit)
) found
ORDER BY found.created_at DESC, found.job_id DESC
