-- The intents that delete-intents.sql may delete.
CREATE INDEX intents_closed ON intents (updated_at)
    WHERE state <> 'open' AND job_id IS NULL AND surplus_check_at IS NULL AND label LIKE 'creative-service-___-__';
