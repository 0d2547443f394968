-- A job brings its medium to Meta. It fails on the index media_on_their_way where another one brings the same bytes. No
-- row: the job is another worker's by now, or the medium is gone.
UPDATE media m
SET status = :?status,
    updated_at = now()
FROM jobs j
WHERE m.media_id = :?media_id::uuid
  AND j.job_id = :?job_id::uuid AND j.fence = :?fence AND j.lease_until IS NOT NULL
