-- Nothing exists and nothing is under way.
UPDATE intents
SET state = 'absent', unsettled_until = NULL, updated_at = now()
WHERE intent_key = :?intent_key AND state = 'open'
RETURNING to_jsonb(intents)::text
