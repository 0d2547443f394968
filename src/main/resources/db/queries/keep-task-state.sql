-- What the next run of a scheduled task begins with.
UPDATE duties SET state = :?state::jsonb WHERE duty = :?task
