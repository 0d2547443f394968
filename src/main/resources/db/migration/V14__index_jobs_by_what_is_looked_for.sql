-- Indexes for what is looked for, so that no statement walks the backlog. None of them covers lease_until or takeable_at:
-- then a renewed lease and a checkpoint are HOT updates, which touch no index. A row has a worker exactly while it has a
-- lease, so worker stands for the lease in the predicates.
-- Outside of a transaction, since a large table must stay writable: see docs/scaling.md, "Upgrades". The script can be
-- run again after a failure; an index that was left unfinished is dropped first.

-- Room on each page for the next version of its rows.
ALTER TABLE jobs SET (fillfactor = 75, autovacuum_vacuum_scale_factor = 0.005);

-- When a scheduled task is next due is duties.until; state is what it has to remember until then.
ALTER TABLE duties ADD COLUMN IF NOT EXISTS state jsonb;

-- Jobs without a worker, by client and time.
DROP INDEX CONCURRENTLY IF EXISTS jobs_waiting;
CREATE INDEX CONCURRENTLY jobs_waiting ON jobs (client_id, due_at)
    WHERE status IN ('queued', 'running') AND worker IS NULL;

-- Jobs with a worker: no more than the workers have slots.
DROP INDEX CONCURRENTLY IF EXISTS jobs_working;
CREATE INDEX CONCURRENTLY jobs_working ON jobs (client_id) WHERE worker IS NOT NULL;

-- Jobs whose wake-up is not in the stream.
DROP INDEX CONCURRENTLY IF EXISTS jobs_unwoken;
CREATE INDEX CONCURRENTLY jobs_unwoken ON jobs (due_at)
    WHERE status IN ('queued', 'running') AND worker IS NULL AND (woken_in IS NULL OR waking_until IS NOT NULL);

-- Jobs whose wake-up is in the stream, by its incarnation.
DROP INDEX CONCURRENTLY IF EXISTS jobs_woken;
CREATE INDEX CONCURRENTLY jobs_woken ON jobs (woken_in, woken_at)
    WHERE status IN ('queued', 'running') AND woken_in IS NOT NULL;

-- What the metrics count. The plain column is included, since an index-only scan does not recognise the expression.
DROP INDEX CONCURRENTLY IF EXISTS jobs_backlog;
CREATE INDEX CONCURRENTLY jobs_backlog ON jobs (type, status, coalesce(waiting_for, 'nothing'), due_at)
    INCLUDE (waiting_for)
    WHERE status IN ('queued', 'running') AND worker IS NULL;

DROP INDEX CONCURRENTLY IF EXISTS clients_rejected;
CREATE INDEX CONCURRENTLY clients_rejected ON clients (client_id) WHERE token_status = 'rejected';

-- Lists of jobs of one status, which may be rare.
DROP INDEX CONCURRENTLY IF EXISTS jobs_newest_of_status;
CREATE INDEX CONCURRENTLY jobs_newest_of_status ON jobs (status, created_at DESC, job_id DESC);

DROP INDEX CONCURRENTLY IF EXISTS jobs_newest_of_client_and_status;
CREATE INDEX CONCURRENTLY jobs_newest_of_client_and_status ON jobs (client_id, status, created_at DESC, job_id DESC);

-- Last, so that the version before never has less than one of both.
DROP INDEX CONCURRENTLY IF EXISTS jobs_takeable;
DROP INDEX CONCURRENTLY IF EXISTS jobs_to_wake;
DROP INDEX CONCURRENTLY IF EXISTS jobs_held;
