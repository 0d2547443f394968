-- Makes a delivery due again, with all its attempts. One in progress is not changed.
UPDATE webhook_deliveries
SET status = 'pending', failures = 0, due_at = now()
WHERE job_id = :?job_id::uuid AND delivery_id = :?delivery_id::uuid
RETURNING to_jsonb(webhook_deliveries)::text
