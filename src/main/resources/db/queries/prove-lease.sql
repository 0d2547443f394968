-- Proves that the job still belongs to this holder, and renews the lease. No row: it does not.
UPDATE jobs
SET lease_until = now() + make_interval(secs => :?lease_seconds)
WHERE job_id = :?job_id::uuid AND fence = :?fence AND lease_until IS NOT NULL
RETURNING cancel_requested
