-- A job, if it belongs to the client; null stands for any client.
SELECT to_jsonb(j)::text
FROM jobs j
WHERE job_id = :?job_id::uuid AND (:?client_id::text IS NULL OR client_id = :?client_id)
