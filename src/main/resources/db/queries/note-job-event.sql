INSERT INTO job_events (job_id, type, step, attempt, detail)
SELECT job_id, :?event, step, attempts, :?detail FROM jobs WHERE job_id = :?job_id::uuid
