-- Adopts the first of the objects found that no other intent owns, if there is one.
UPDATE intents i
SET state = CASE WHEN found.id IS NULL THEN i.state ELSE 'settled' END,
    object_id = coalesce(i.object_id, found.id),
    unsettled_until = CASE WHEN found.id IS NULL THEN i.unsettled_until END,
    surplus_check_at = CASE WHEN i.recreated AND found.id IS NOT NULL THEN now() + interval '5 seconds' END,
    updated_at = now()
FROM (
    SELECT (
        SELECT candidate.id
        FROM unnest(:?candidates::text[]) WITH ORDINALITY AS candidate (id, place)
        WHERE NOT EXISTS (
            SELECT FROM intents other WHERE other.object_id = candidate.id AND other.intent_key <> :?intent_key)
        ORDER BY candidate.place
        LIMIT 1) AS id
) found
WHERE i.intent_key = :?intent_key AND i.state = 'open'
RETURNING to_jsonb(i)::text
