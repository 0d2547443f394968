-- Writes down what has been reached. A null checkpoint or result leaves it as it is. No row: the lease is lost.
WITH reached AS (
    UPDATE jobs
    SET step = :?step,
        checkpoint_json = (checkpoint_json - :?forgotten::text[]) || coalesce(:?checkpoint::jsonb, '{}'),
        result_json = result_json || coalesce(:?result::jsonb, '{}'),
        bytes_sent = coalesce(:?bytes_sent::bigint, bytes_sent),
        lease_until = now() + make_interval(secs => :?lease_seconds),
        updated_at = now()
    WHERE job_id = :?job_id::uuid AND fence = :?fence AND lease_until IS NOT NULL
    RETURNING *
), noted AS (
    INSERT INTO job_events (job_id, type, step, attempt, worker, detail)
    SELECT job_id, event.type, step, attempts, worker, event.detail
    FROM reached, (VALUES (1, 'resumed', NULL), (2, :?event::text, :?detail::text)) event (place, type, detail)
    WHERE CASE place WHEN 1 THEN :?looks::boolean ELSE event.type IS NOT NULL END
    ORDER BY place
)
SELECT to_jsonb(reached)::text FROM reached
