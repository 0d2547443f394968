-- The settle time is over and nothing appeared: this caller, and no other, may send the create again. No row: another
-- process has changed the intent since it was read.
UPDATE intents
SET unsettled_until = NULL, recreated = true, updated_at = now()
WHERE intent_key = :?intent_key AND state = 'open'
  AND unsettled_until IS NOT DISTINCT FROM :?unsettled_until::timestamptz
RETURNING to_jsonb(intents)::text
