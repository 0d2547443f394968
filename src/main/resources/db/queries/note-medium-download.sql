-- The download of a job's medium has begun, of this version of the file, into this file. No row: the job is another
-- worker's by now, or the medium is gone.
UPDATE media m
SET status = 'downloading',
    source_version = :?source_version::text,
    source_file = :?source_file::text,
    updated_at = now()
FROM jobs j
WHERE m.media_id = :?media_id::uuid AND m.status IN ('pending', 'downloading')
  AND j.job_id = :?job_id::uuid AND j.fence = :?fence AND j.lease_until IS NOT NULL
