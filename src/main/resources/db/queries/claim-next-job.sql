-- Claims one job: first one whose lease expired, which counts as a crash, otherwise a due job of a client with the
-- fewest running jobs; among equals clients take turns, starting after the one that this process served last. Items
-- of jobs come after the other jobs of their client, so a launch of thousands does not delay those. A job
-- without a step begins the first step of its type. A job that only polls whether its video or its media are ready
-- resumes without an event; later statements write it if necessary. The parts are read row by row, in this order, until a job is
-- found: the cost does not grow with the backlog.
WITH RECURSIVE working AS MATERIALIZED (
    SELECT job_id, client_id, lease_until FROM jobs WHERE worker IS NOT NULL
), busy AS MATERIALIZED (
    SELECT client_id, count(*) AS jobs FROM working WHERE lease_until > now() GROUP BY client_id
), expired AS MATERIALIZED (
    SELECT job_id FROM working WHERE lease_until <= now() ORDER BY lease_until
), ahead AS (
    (SELECT client_id, due_at
     FROM jobs
     WHERE status IN ('queued', 'running') AND worker IS NULL AND client_id > :?served_last
     ORDER BY client_id, due_at
     LIMIT 1)
    UNION ALL
    SELECT following.*
    FROM ahead
    CROSS JOIN LATERAL (
        SELECT client_id, due_at
        FROM jobs
        WHERE status IN ('queued', 'running') AND worker IS NULL AND client_id > ahead.client_id
        ORDER BY client_id, due_at
        LIMIT 1) following
), behind AS (
    (SELECT client_id, due_at
     FROM jobs
     WHERE status IN ('queued', 'running') AND worker IS NULL AND client_id <= :?served_last
     ORDER BY client_id, due_at
     LIMIT 1)
    UNION ALL
    SELECT following.*
    FROM behind
    CROSS JOIN LATERAL (
        SELECT client_id, due_at
        FROM jobs
        WHERE status IN ('queued', 'running') AND worker IS NULL
          AND client_id > behind.client_id AND client_id <= :?served_last
        ORDER BY client_id, due_at
        LIMIT 1) following
), turns AS MATERIALIZED (
    SELECT client_id FROM ahead WHERE due_at <= now() AND client_id <> ALL (ARRAY(SELECT client_id FROM busy))
    UNION ALL
    SELECT client_id FROM behind WHERE due_at <= now() AND client_id <> ALL (ARRAY(SELECT client_id FROM busy))
    UNION ALL
    (SELECT client_id
     FROM busy
     WHERE EXISTS (
         SELECT
         FROM jobs j
         WHERE j.client_id = busy.client_id AND j.status IN ('queued', 'running') AND j.worker IS NULL
           AND j.due_at <= now())
     ORDER BY jobs, client_id <= :?served_last, client_id)
), crashed AS MATERIALIZED (
    SELECT j.job_id, j.status AS was, j.step AS step_before, j.worker AS lost_by, false AS looks
    FROM expired
    CROSS JOIN LATERAL (
        SELECT *
        FROM jobs
        WHERE job_id = expired.job_id AND worker IS NOT NULL AND lease_until <= now()
        FOR UPDATE SKIP LOCKED) j
    LIMIT 1
), next AS MATERIALIZED (
    SELECT * FROM crashed
    UNION ALL
    (SELECT candidate.*
     FROM turns
     CROSS JOIN LATERAL (
         SELECT *
         FROM (
             SELECT j.job_id, j.status AS was, j.step AS step_before, j.worker AS lost_by,
                    coalesce(j.waiting_for IN ('processing', 'media'), false) AS looks
             FROM jobs j
             WHERE j.client_id = turns.client_id AND j.status IN ('queued', 'running') AND j.worker IS NULL
               AND j.parent_job_id IS NULL AND j.due_at <= now()
             ORDER BY j.due_at
             LIMIT 1
             FOR UPDATE SKIP LOCKED) alone
         UNION ALL
         SELECT *
         FROM (
             SELECT j.job_id, j.status, j.step, j.worker,
                    coalesce(j.waiting_for IN ('processing', 'media'), false)
             FROM jobs j
             WHERE j.client_id = turns.client_id AND j.status IN ('queued', 'running') AND j.worker IS NULL
               AND j.due_at <= now()
             ORDER BY j.due_at
             LIMIT 1
             FOR UPDATE SKIP LOCKED) item
         LIMIT 1) candidate
     WHERE NOT EXISTS (SELECT FROM crashed)
     LIMIT 1)
), claimed AS (
    UPDATE jobs j
    SET status = 'running',
        step = coalesce(j.step, :?first_steps::jsonb ->> j.type),
        worker = :?worker,
        lease_until = now() + make_interval(secs => :?lease_seconds),
        fence = j.fence + 1,
        claimed_at = clock_timestamp(),
        attempts = j.attempts + (next.was = 'queued')::int,
        crashes = j.crashes + (next.lost_by IS NOT NULL)::int,
        waiting_for = NULL,
        next_attempt_at = NULL,
        woken_in = NULL,
        woken_at = NULL,
        waking_until = NULL,
        started_at = coalesce(j.started_at, now()),
        updated_at = now()
    FROM next
    WHERE j.job_id = next.job_id
    RETURNING j.*, next.was, next.step_before, next.lost_by, next.looks
), noted AS (
    INSERT INTO job_events (job_id, type, step, attempt, worker, detail)
    SELECT job_id, type, step, attempts, worker, detail
    FROM (
        SELECT 1 AS place, job_id, 'resumed' AS type, step_before AS step, attempts, lost_by AS worker, NULL AS detail
        FROM claimed
        WHERE lost_by IS NOT NULL AND (
            SELECT e.type
            FROM job_events e
            WHERE e.job_id = claimed.job_id AND e.type IN ('started', 'resumed', 'taken_over', 'waiting')
            ORDER BY e.event_id DESC
            LIMIT 1) = 'waiting'
        UNION ALL
        SELECT 2,
               job_id,
               CASE WHEN lost_by IS NOT NULL THEN 'taken_over' WHEN was = 'queued' THEN 'started' ELSE 'resumed' END,
               step_before, attempts, worker,
               CASE WHEN lost_by IS NOT NULL THEN 'The lease of ' || lost_by || ' ran out.' END
        FROM claimed
        WHERE NOT looks
        UNION ALL
        SELECT 3, job_id, 'step_started', step, attempts, worker, NULL
        FROM claimed
        WHERE step_before IS NULL AND step IS NOT NULL
    ) event
    ORDER BY place
)
SELECT (to_jsonb(claimed) || jsonb_build_object('token_ref', c.token_ref))::text
FROM claimed
JOIN clients c USING (client_id)
UNION ALL
-- No job was free although one is due: another transaction has locked its row for the moment.
SELECT 'locked'
WHERE NOT EXISTS (SELECT FROM claimed)
  AND (EXISTS (SELECT FROM expired) OR EXISTS (SELECT FROM turns))
