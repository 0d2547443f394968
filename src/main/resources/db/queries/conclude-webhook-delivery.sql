-- Records the result of an attempt, also in the job's history. No row: another process has taken the delivery. The
-- job's row is locked first, until the event is committed (see note-job-event.sql).
WITH job AS MATERIALIZED (
    SELECT job_id, attempts
    FROM jobs
    WHERE job_id = (SELECT job_id FROM webhook_deliveries WHERE delivery_id = :?delivery_id::uuid)
    FOR NO KEY UPDATE
), concluded AS (
    UPDATE webhook_deliveries d
    SET status = :?status,
        failures = failures + :?failures::int,
        due_at = now() + make_interval(secs => :?due_in_seconds),
        lease_until = NULL,
        last_status = :?last_status::int,
        last_error = :?last_error::text,
        delivered_at = CASE WHEN :?status = 'delivered' THEN now() ELSE delivered_at END
    FROM (SELECT (SELECT job_id FROM job) AS job_id, (SELECT attempts FROM job) AS attempts) job
    WHERE d.job_id IS NOT DISTINCT FROM job.job_id AND d.delivery_id = :?delivery_id::uuid AND d.attempts = :?attempt
      AND d.lease_until IS NOT NULL
    RETURNING d.job_id, d.status, job.attempts AS job_attempts
), noted AS (
    INSERT INTO job_events (job_id, type, attempt, worker, detail)
    SELECT job_id, :?event_type, job_attempts, :?worker, :?detail::text
    FROM concluded
    WHERE job_id IS NOT NULL
)
SELECT status FROM concluded
