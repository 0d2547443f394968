-- Writes the progress, and begins the next step if there is one. A null checkpoint or result is not changed. No row:
-- the lease is lost.
WITH reached AS (
    UPDATE jobs
    SET step = coalesce(:?next_step::text, :?step),
        checkpoint_json = (checkpoint_json - :?forgotten::text[]) || coalesce(:?checkpoint::jsonb, '{}'),
        result_json = result_json || coalesce(:?result::jsonb, '{}'),
        bytes_sent = coalesce(:?bytes_sent::bigint, bytes_sent),
        bytes_total = coalesce(:?bytes_total::bigint, bytes_total),
        lease_until = now() + make_interval(secs => :?lease_seconds),
        updated_at = now()
    WHERE job_id = :?job_id::uuid AND fence = :?fence AND lease_until IS NOT NULL
    RETURNING *
), noted AS (
    INSERT INTO job_events (job_id, type, step, attempt, worker, detail)
    SELECT job_id, event.type, event.step, attempts, worker, event.detail
    FROM reached,
         (VALUES (1, CASE WHEN :?looks::boolean THEN 'resumed' END, :?step, NULL),
                 (2, :?event::text, :?step, :?detail::text),
                 (3, CASE WHEN :?next_step::text IS NOT NULL THEN 'step_started' END, :?next_step::text, NULL)
         ) event (place, type, step, detail)
    WHERE event.type IS NOT NULL
    ORDER BY place
)
SELECT to_jsonb(reached)::text FROM reached
