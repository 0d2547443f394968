-- Meta said which object it is. The first to say so wins; a later one has made a surplus object, which is
-- to be looked for at once.
UPDATE intents
SET object_id = CASE state WHEN 'open' THEN :?object_id ELSE object_id END,
    surplus_check_at = CASE
        WHEN state = 'settled' AND object_id <> :?object_id THEN now()
        WHEN recreated THEN now() + interval '5 seconds'
    END,
    surplus_checks = 0,
    state = CASE state WHEN 'open' THEN 'settled' ELSE state END,
    unsettled_until = NULL,
    updated_at = now()
WHERE intent_key = :?intent_key
RETURNING to_jsonb(intents)::text
