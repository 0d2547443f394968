-- Stores the state of a scheduled task for its next run.
UPDATE duties SET state = :?state::jsonb WHERE duty = :?task
