-- A job's deliveries, newest first.
SELECT to_jsonb(d)::text AS delivery
FROM webhook_deliveries d
WHERE job_id = :?job_id::uuid
ORDER BY created_at DESC, delivery_id
