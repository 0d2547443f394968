-- Locks the job's row until the event is committed, as every statement that writes an event does. So the events of a
-- job become visible in the order of their ids, and followers miss none.
INSERT INTO job_events (job_id, type, step, attempt, detail)
SELECT job_id, :?event, step, attempts, :?detail FROM jobs WHERE job_id = :?job_id::uuid FOR NO KEY UPDATE
