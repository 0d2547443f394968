-- Of the objects found for an intent, those that no intent owns. While another open intent could claim them as its
-- own, by the same label and name, none is surplus.
SELECT candidate.id AS object_id
FROM unnest(:?candidates::text[]) AS candidate (id)
WHERE NOT EXISTS (SELECT FROM intents owner WHERE owner.object_id = candidate.id)
  AND NOT EXISTS (
      SELECT
      FROM intents mine
      JOIN intents other USING (ad_account_id, kind, label, name)
      WHERE mine.intent_key = :?intent_key AND other.state = 'open')
