-- A job's history after an event, oldest first.
SELECT event_id,
       type,
       jsonb_build_object('at', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                          'type', type, 'step', step, 'attempt', attempt, 'worker', worker,
                          'detail', detail || CASE WHEN times > 1 THEN ' (' || times || ' times)' ELSE '' END)::text
           AS event
FROM job_events
WHERE job_id = :?job_id::uuid AND event_id > :?after::bigint
ORDER BY event_id
LIMIT :?limit
