-- The stream is empty, yet these jobs are said to lie in it: their wake-ups were lost with Redis' last writes.
UPDATE jobs
SET woken_in = NULL
WHERE status IN ('queued', 'running') AND woken_in IS NOT NULL AND woken_at < now() - interval '3 seconds'
  AND takeable_at <= now()
