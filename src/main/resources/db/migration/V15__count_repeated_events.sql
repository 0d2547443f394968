-- How often in a row a job waited for the same thing: one row of history instead of two for each look at a video.
ALTER TABLE job_events ADD COLUMN times integer NOT NULL DEFAULT 1;
