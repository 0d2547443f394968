-- Asks for a delivery again, with all its attempts; one under way is that already.
UPDATE webhook_deliveries
SET status = 'pending', failures = 0, due_at = now()
WHERE job_id = :?job_id::uuid AND delivery_id = :?delivery_id::uuid
RETURNING to_jsonb(webhook_deliveries)::text
