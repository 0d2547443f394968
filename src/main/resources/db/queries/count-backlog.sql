-- Counts what is still to be done, in one look. Jobs that have ended are not among it: they are kept for months, and to
-- count them would take long.
WITH alive AS MATERIALIZED (
    SELECT type, status, coalesce(waiting_for, 'nothing') AS waiting_for, takeable_at
    FROM jobs
    WHERE status IN ('queued', 'running')
), alike AS (
    SELECT type, status, waiting_for, count(*) AS jobs FROM alive GROUP BY type, status, waiting_for
), due AS (
    SELECT count(*) AS jobs, coalesce(extract(epoch FROM now() - min(takeable_at)), 0) AS oldest_seconds
    FROM alive
    WHERE takeable_at <= now()
)
SELECT jsonb_build_object(
           'jobs', (SELECT coalesce(jsonb_agg(to_jsonb(alike)), '[]') FROM alike),
           'due', due.jobs,
           'oldest_due_seconds', due.oldest_seconds,
           'open_intents', (SELECT count(*) FROM intents WHERE state = 'open'),
           'rejected_clients', (SELECT count(*) FROM clients WHERE token_status = 'rejected'))::text
FROM due
