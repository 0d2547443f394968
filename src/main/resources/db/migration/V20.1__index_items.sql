-- Indexes for items, and those of lists of jobs without them. Outside of a transaction, so that the table stays writable. The
-- script can be run again after a failure; an index that was left unfinished is dropped first.

DROP INDEX CONCURRENTLY IF EXISTS jobs_items;
CREATE INDEX CONCURRENTLY jobs_items ON jobs (parent_job_id, item_no) WHERE parent_job_id IS NOT NULL;

-- Jobs without a worker that are no items: they go before the items of their client.
DROP INDEX CONCURRENTLY IF EXISTS jobs_waiting_alone;
CREATE INDEX CONCURRENTLY jobs_waiting_alone ON jobs (client_id, due_at)
    WHERE status IN ('queued', 'running') AND worker IS NULL AND parent_job_id IS NULL;

DROP INDEX CONCURRENTLY IF EXISTS jobs_listed;
CREATE INDEX CONCURRENTLY jobs_listed ON jobs (created_at DESC, job_id DESC) WHERE parent_job_id IS NULL;

DROP INDEX CONCURRENTLY IF EXISTS jobs_listed_of_client;
CREATE INDEX CONCURRENTLY jobs_listed_of_client ON jobs (client_id, created_at DESC, job_id DESC)
    WHERE parent_job_id IS NULL;

DROP INDEX CONCURRENTLY IF EXISTS jobs_listed_of_status;
CREATE INDEX CONCURRENTLY jobs_listed_of_status
    ON jobs (status, coalesce(outcome, ''), created_at DESC, job_id DESC) WHERE parent_job_id IS NULL;

DROP INDEX CONCURRENTLY IF EXISTS jobs_listed_of_client_and_status;
CREATE INDEX CONCURRENTLY jobs_listed_of_client_and_status
    ON jobs (client_id, status, coalesce(outcome, ''), created_at DESC, job_id DESC) WHERE parent_job_id IS NULL;

-- Last, so that the version before never has less than one of both.
DROP INDEX CONCURRENTLY IF EXISTS jobs_newest;
DROP INDEX CONCURRENTLY IF EXISTS jobs_newest_of_client;
DROP INDEX CONCURRENTLY IF EXISTS jobs_newest_of_status;
DROP INDEX CONCURRENTLY IF EXISTS jobs_newest_of_client_and_status;
