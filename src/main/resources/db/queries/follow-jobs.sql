-- News for all followers of jobs in one query; each has its last event and its key. A follower has rows if there are
-- later events, if the job has ended or was deleted, or if the key was revoked. The events of one job become visible
-- in the order of their ids (see note-job-event.sql), so none is missed.
SELECT f.place,
       coalesce(j.outcome, j.status::text) AS status,
       j.step,
       f.key_id IS NOT NULL AND NOT EXISTS (
           SELECT FROM api_keys k WHERE k.key_id = f.key_id AND k.revoked_at IS NULL
               AND (k.expires_at IS NULL OR k.expires_at > now())) AS revoked,
       e.event_id,
       e.type,
       e.event
FROM unnest(:?job_ids::uuid[], :?after::bigint[], :?key_ids::text[]) WITH ORDINALITY f (job_id, after, key_id, place)
LEFT JOIN jobs j USING (job_id)
LEFT JOIN LATERAL (
    SELECT event_id,
           type,
           jsonb_build_object('at', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                              'type', type, 'step', step, 'attempt', attempt, 'worker', worker,
                              'detail', detail || CASE WHEN times > 1 THEN ' (' || times || ' times)' ELSE '' END)::text
               AS event
    FROM job_events
    WHERE job_id = f.job_id AND event_id > f.after
    ORDER BY event_id
    LIMIT :?limit) e ON true
WHERE e.event_id IS NOT NULL
   OR j.job_id IS NULL
   OR j.finished_at IS NOT NULL
   OR f.key_id IS NOT NULL AND NOT EXISTS (
          SELECT FROM api_keys k WHERE k.key_id = f.key_id AND k.revoked_at IS NULL
               AND (k.expires_at IS NULL OR k.expires_at > now()))
ORDER BY f.place, e.event_id
