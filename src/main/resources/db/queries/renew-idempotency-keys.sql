UPDATE idempotency_keys
SET lease_until = now() + make_interval(secs => :?lease_seconds)
WHERE owner = ANY (:?owners::uuid[]) AND state = 'running'
