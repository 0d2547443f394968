-- Records that a create may have been executed, whatever the intent's state: a closed intent is reopened; an intent
-- settled by another process may have a duplicate.
UPDATE intents
SET unsettled_until = CASE WHEN state <> 'settled' THEN now() + make_interval(secs => :?settle_seconds) END,
    surplus_check_at = CASE state
        WHEN 'settled' THEN now() + make_interval(secs => :?settle_seconds)
        ELSE surplus_check_at
    END,
    surplus_checks = CASE state WHEN 'settled' THEN 0 ELSE surplus_checks END,
    state = CASE state WHEN 'absent' THEN 'open' ELSE state END,
    lost_answers = lost_answers + 1,
    updated_at = now()
WHERE intent_key = :?intent_key
RETURNING to_jsonb(intents)::text
