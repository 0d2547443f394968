-- Takes a task that is due and sets when it is due next: one interval after it was due, so that late runs do not add up,
-- or one interval from now where runs were missed. Returns what the last run left. No row: not due.
INSERT INTO duties AS d (duty, until)
SELECT :?task, now() + make_interval(secs => :?interval_seconds)
WHERE NOT EXISTS (SELECT FROM duties WHERE duty = :?task AND until > now())
ON CONFLICT (duty) DO UPDATE
SET until = make_interval(secs => :?interval_seconds)
            + CASE WHEN d.until > now() - make_interval(secs => :?interval_seconds) THEN d.until ELSE now() END
WHERE d.until <= now()
RETURNING coalesce(state, '{}')::text
