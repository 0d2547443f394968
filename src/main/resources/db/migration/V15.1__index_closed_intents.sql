-- The intents that delete-intents.sql may delete. Outside of a transaction, so that the table stays writable. The script can
-- be run again after a failure.
DROP INDEX CONCURRENTLY IF EXISTS intents_closed;
CREATE INDEX CONCURRENTLY intents_closed ON intents (updated_at)
    WHERE state <> 'open' AND job_id IS NULL AND surplus_check_at IS NULL AND label LIKE 'creative-service-___-__';
