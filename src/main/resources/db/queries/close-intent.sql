-- Closes an intent without an object and without a create in progress. No row: another process has changed the intent
-- since it was read.
UPDATE intents
SET state = 'absent',
    recreated = recreated OR unsettled_until IS NOT NULL,
    unsettled_until = NULL,
    updated_at = now()
WHERE intent_key = :?intent_key AND state = 'open'
  AND unsettled_until IS NOT DISTINCT FROM :?unsettled_until::timestamptz
RETURNING to_jsonb(intents)::text
