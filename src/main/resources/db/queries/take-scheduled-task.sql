-- Takes a due task and sets its next due time: one interval after the last one, so that delays do not add up, or one
-- interval from now if runs were missed. Returns the state left by the last run. No row: not due.
INSERT INTO duties AS d (duty, until)
SELECT :?task, now() + make_interval(secs => :?interval_seconds)
WHERE NOT EXISTS (SELECT FROM duties WHERE duty = :?task AND until > now())
ON CONFLICT (duty) DO UPDATE
SET until = make_interval(secs => :?interval_seconds)
            + CASE WHEN d.until > now() - make_interval(secs => :?interval_seconds) THEN d.until ELSE now() END
WHERE d.until <= now()
RETURNING coalesce(state, '{}')::text
