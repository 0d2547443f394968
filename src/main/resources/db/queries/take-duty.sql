-- No row: somebody else has the duty.
INSERT INTO duties AS d (duty, until)
VALUES (:?duty, now() + make_interval(secs => :?seconds))
ON CONFLICT (duty) DO UPDATE SET until = excluded.until WHERE d.until <= now()
RETURNING duty
