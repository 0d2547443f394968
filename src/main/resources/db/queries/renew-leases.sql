UPDATE jobs
SET lease_until = now() + make_interval(secs => :?lease_seconds)
WHERE job_id = ANY (:?job_ids::uuid[]) AND worker = :?worker AND lease_until IS NOT NULL
