-- Waits 2 s at most for the lock: statements queue behind a migration that waits for running transactions.
SET LOCAL lock_timeout = '2s';

-- How often in a row a job waited for the same thing: one row of history instead of two for each look at a video.
ALTER TABLE job_events ADD COLUMN times integer NOT NULL DEFAULT 1;
