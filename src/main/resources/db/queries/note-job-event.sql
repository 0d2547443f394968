-- Holds the job's row until the event is committed, as every statement does that writes an event: so the events of a job
-- become visible in the order of their ids, and who follows them misses none.
INSERT INTO job_events (job_id, type, step, attempt, detail)
SELECT job_id, :?event, step, attempts, :?detail FROM jobs WHERE job_id = :?job_id::uuid FOR NO KEY UPDATE
