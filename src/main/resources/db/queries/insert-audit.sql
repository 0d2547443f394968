INSERT INTO audit (client_id, key_id, via, operation, objects, outcome, status, problem, hits, request_sha256, approval_id,
                   job_id, trace_id)
SELECT client_id, key_id, via, operation, objects, outcome, status, problem, coalesce(hits, '{}'), request_sha256,
       approval_id, job_id, trace_id
FROM jsonb_populate_record(NULL::audit, :?audit::jsonb)
