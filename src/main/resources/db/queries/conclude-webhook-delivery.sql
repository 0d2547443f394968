-- What came of an attempt, and the same in the job's history. No row: somebody else has the delivery by now.
WITH concluded AS (
    UPDATE webhook_deliveries
    SET status = :?status,
        failures = failures + :?failures::int,
        due_at = now() + make_interval(secs => :?due_in_seconds),
        lease_until = NULL,
        last_status = :?last_status::int,
        last_error = :?last_error::text,
        delivered_at = CASE WHEN :?status = 'delivered' THEN now() ELSE delivered_at END
    WHERE delivery_id = :?delivery_id::uuid AND attempts = :?attempt AND lease_until IS NOT NULL
    RETURNING *
), noted AS (
    INSERT INTO job_events (job_id, type, attempt, worker, detail)
    SELECT job_id, :?event_type, j.attempts, :?worker, :?detail::text FROM concluded c JOIN jobs j USING (job_id)
)
SELECT status FROM concluded
