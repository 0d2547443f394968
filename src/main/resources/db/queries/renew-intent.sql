-- Reopens an intent after its settle time without an object: only this caller may create again. No row: another
-- process has changed the intent since it was read.
UPDATE intents
SET unsettled_until = NULL, recreated = true, updated_at = now()
WHERE intent_key = :?intent_key AND state = 'open'
  AND unsettled_until IS NOT DISTINCT FROM :?unsettled_until::timestamptz
RETURNING to_jsonb(intents)::text
