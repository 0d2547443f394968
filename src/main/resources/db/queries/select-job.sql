-- A job, if it belongs to the client; null stands for any client. Items are not visible as jobs. A job with items
-- waits for the same as its items.
SELECT CASE WHEN j.items_open > 0
           THEN to_jsonb(j) || jsonb_build_object('waiting_for', (
               SELECT i.waiting_for FROM jobs i WHERE i.parent_job_id = j.job_id AND i.waiting_for IS NOT NULL LIMIT 1))
           ELSE to_jsonb(j)
       END::text
FROM jobs j
WHERE job_id = :?job_id::uuid AND parent_job_id IS NULL AND (:?client_id::text IS NULL OR client_id = :?client_id)
