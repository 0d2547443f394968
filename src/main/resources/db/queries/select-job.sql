SELECT to_jsonb(j)::text FROM jobs j WHERE job_id = :?job_id::uuid
