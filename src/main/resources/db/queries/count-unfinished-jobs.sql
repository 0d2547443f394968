-- Counts a client's unfinished jobs, up to its quota.
SELECT count(*)
FROM (SELECT FROM jobs WHERE client_id = :?client_id AND status IN ('queued', 'running') AND parent_job_id IS NULL LIMIT :?most) unfinished
