-- Proves that the job is still ours, and holds it for another lease. No row: it is not.
UPDATE jobs
SET lease_until = now() + make_interval(secs => :?lease_seconds)
WHERE job_id = :?job_id::uuid AND fence = :?fence AND lease_until IS NOT NULL
RETURNING cancel_requested
