-- Takes intents whose create was sent twice, or that another process settled first: a duplicate may appear late.
WITH due AS (
    SELECT intent_key
    FROM intents
    WHERE surplus_check_at <= now()
    ORDER BY surplus_check_at
    LIMIT 20
    FOR UPDATE SKIP LOCKED
)
UPDATE intents i
SET surplus_checks = i.surplus_checks + 1,
    surplus_check_at = CASE i.surplus_checks
        WHEN 0 THEN now() + interval '30 seconds'
        WHEN 1 THEN now() + interval '5 minutes'
        WHEN 2 THEN now() + interval '1 hour'
    END
FROM due, clients c
WHERE i.intent_key = due.intent_key AND c.client_id = i.client_id
RETURNING (to_jsonb(i) || jsonb_build_object('token_ref', c.token_ref))::text AS intent
