-- The objects found for an intent that no intent owns. While another open intent with the same label and name could
-- claim them, none is a duplicate.
SELECT candidate.id AS object_id
FROM unnest(:?candidates::text[]) AS candidate (id)
WHERE NOT EXISTS (SELECT FROM intents owner WHERE owner.object_id = candidate.id)
  AND NOT EXISTS (
      SELECT
      FROM intents mine
      JOIN intents other USING (ad_account_id, kind, label, name)
      WHERE mine.intent_key = :?intent_key AND other.state = 'open')
