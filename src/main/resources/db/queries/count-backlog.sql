-- Counts the backlog, each kind up to a limit, so that a long backlog costs no more than a short one. Jobs with a
-- worker are limited by the workers' slots. Finished jobs are not counted: they are kept for months.
WITH RECURSIVE kinds AS (
    (SELECT type, status, coalesce(waiting_for, 'nothing') AS waiting_for, due_at
     FROM jobs
     WHERE status IN ('queued', 'running') AND worker IS NULL
     ORDER BY type, status, coalesce(waiting_for, 'nothing'), due_at
     LIMIT 1)
    UNION ALL
    SELECT following.*
    FROM kinds
    CROSS JOIN LATERAL (
        SELECT type, status, coalesce(waiting_for, 'nothing') AS waiting_for, due_at
        FROM jobs
        WHERE status IN ('queued', 'running') AND worker IS NULL
          AND (type, status, coalesce(waiting_for, 'nothing')) > (kinds.type, kinds.status, kinds.waiting_for)
        ORDER BY type, status, coalesce(waiting_for, 'nothing'), due_at
        LIMIT 1) following
), alike AS (
    SELECT k.type, k.status, k.waiting_for, counted.jobs, counted.due, least(k.due_at, now()) AS oldest
    FROM kinds k
    CROSS JOIN LATERAL (
        SELECT count(*) AS jobs, count(*) FILTER (WHERE due_at <= now()) AS due
        FROM (
            SELECT due_at
            FROM jobs j
            WHERE j.status IN ('queued', 'running') AND j.worker IS NULL
              AND j.type = k.type AND j.status = k.status AND coalesce(j.waiting_for, 'nothing') = k.waiting_for
            ORDER BY due_at
            LIMIT :?limit) few) counted
    UNION ALL
    SELECT type, status, 'nothing', count(*), count(*) FILTER (WHERE lease_until <= now()),
           least(min(lease_until), now())
    FROM jobs
    WHERE worker IS NOT NULL
    GROUP BY type, status
), kind AS (
    SELECT type, status, waiting_for, least(sum(jobs), :?limit) AS jobs FROM alike GROUP BY type, status, waiting_for
)
SELECT jsonb_build_object(
           'jobs', (SELECT coalesce(jsonb_agg(to_jsonb(kind)), '[]') FROM kind),
           'due', (SELECT least(coalesce(sum(due), 0), :?limit) FROM alike),
           'oldest_due_seconds', (SELECT coalesce(extract(epoch FROM now() - min(oldest)), 0) FROM alike),
           'open_intents', (SELECT count(*) FROM (SELECT FROM intents WHERE state = 'open' LIMIT :?limit) open),
           'rejected_clients', (SELECT count(*) FROM clients WHERE token_status = 'rejected'))::text
