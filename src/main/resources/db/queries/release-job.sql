-- Releases the job, to be claimed again when it is due: after a wait, a failed attempt or a shutdown. Repeated polls
-- of a video in processing are counted in the event of the first one. Until waking_until this process pushes the
-- wake-up, if it decides to.
WITH released AS (
    UPDATE jobs
    SET status = :?status::job_status,
        waiting_for = :?waiting_for::text,
        -- A job whose items have ended, and an item that is to be cancelled, are due at once.
        due_at = CASE WHEN items_total > 0 AND items_open = 0 OR parent_job_id IS NOT NULL AND cancel_requested
            THEN now() ELSE now() + make_interval(secs => :?due_in_seconds) END,
        next_attempt_at = CASE WHEN :?due_in_seconds > 0 THEN now() + make_interval(secs => :?due_in_seconds) END,
        checkpoint_json = checkpoint_json || coalesce(:?checkpoint::jsonb, '{}'),
        error_json = coalesce(:?error::jsonb, error_json),
        error_text = coalesce(:?error_text::text, error_text),
        lease_until = NULL,
        worker = NULL,
        waking_until = CASE WHEN :?wakes::boolean THEN now() + make_interval(secs => :?due_in_seconds) + interval '5 seconds' END,
        updated_at = now()
    WHERE job_id = :?job_id::uuid AND fence = :?fence AND lease_until IS NOT NULL
    RETURNING *
), counted AS (
    UPDATE job_events
    SET times = times + 1
    WHERE :?looks::boolean AND :?waiting_for::text = 'processing'
      AND event_id = (
          SELECT e.event_id
          FROM job_events e
          JOIN released USING (job_id)
          WHERE e.type = 'waiting'
          ORDER BY e.event_id DESC
          LIMIT 1)
    RETURNING event_id
), noted AS (
    INSERT INTO job_events (job_id, type, step, attempt, worker, detail)
    SELECT job_id, event.type, step, attempts, :?worker, event.detail
    FROM released, (VALUES (1, 'resumed', NULL), (2, :?event, :?detail::text)) event (place, type, detail)
    WHERE (place = 2 OR :?looks::boolean) AND NOT EXISTS (SELECT FROM counted)
    ORDER BY place
)
SELECT to_jsonb(released)::text FROM released
