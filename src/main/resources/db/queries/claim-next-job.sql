-- Takes one job that is due: of the client that has the fewest under way, and among equals of the one
-- that was served longest ago. A lease that ran out makes its job due; taking it counts as a crash. A job that only
-- looks again whether Meta has processed its video resumes without an event; what follows writes it, if anything does.
WITH held AS (
    SELECT client_id, count(*) AS jobs FROM jobs WHERE lease_until > now() GROUP BY client_id
), turns AS MATERIALIZED (
    SELECT c.client_id
    FROM clients c
    LEFT JOIN held h USING (client_id)
    CROSS JOIN LATERAL (SELECT max(j.claimed_at) AS at FROM jobs j WHERE j.client_id = c.client_id) served
    WHERE EXISTS (
        SELECT FROM jobs j
        WHERE j.client_id = c.client_id AND j.status IN ('queued', 'running') AND j.takeable_at <= now())
    ORDER BY coalesce(h.jobs, 0), served.at NULLS FIRST, c.client_id
), next AS (
    SELECT candidate.*
    FROM turns
    CROSS JOIN LATERAL (
        SELECT j.job_id, j.status AS was, j.worker AS lost_by,
               j.worker IS NULL AND j.waiting_for IS NOT DISTINCT FROM 'processing' AS looks
        FROM jobs j
        WHERE j.client_id = turns.client_id AND j.status IN ('queued', 'running') AND j.takeable_at <= now()
        ORDER BY j.takeable_at
        LIMIT 1
        FOR UPDATE SKIP LOCKED) candidate
    LIMIT 1
), claimed AS (
    UPDATE jobs j
    SET status = 'running',
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
    RETURNING j.*, next.was, next.lost_by, next.looks
), noted AS (
    INSERT INTO job_events (job_id, type, step, attempt, worker, detail)
    SELECT job_id, type, step, attempts, worker, detail
    FROM (
        SELECT 1 AS place, job_id, 'resumed' AS type, step, attempts, lost_by AS worker, NULL AS detail
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
               step, attempts, worker,
               CASE WHEN lost_by IS NOT NULL THEN 'The lease of ' || lost_by || ' ran out.' END
        FROM claimed
        WHERE NOT looks
    ) event
    ORDER BY place
)
SELECT (to_jsonb(claimed) || jsonb_build_object('token_ref', c.token_ref))::text
FROM claimed
JOIN clients c USING (client_id)
UNION ALL
-- Nothing was free, yet something is due: somebody has its row locked for the moment.
SELECT 'locked'
WHERE NOT EXISTS (SELECT FROM claimed)
  AND EXISTS (SELECT FROM jobs WHERE status IN ('queued', 'running') AND takeable_at <= now())
