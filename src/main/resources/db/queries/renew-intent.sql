-- The settle time is over and nothing appeared: the create may be sent again.
UPDATE intents
SET unsettled_until = NULL, recreated = true, updated_at = now()
WHERE intent_key = :?intent_key AND state = 'open'
RETURNING to_jsonb(intents)::text
