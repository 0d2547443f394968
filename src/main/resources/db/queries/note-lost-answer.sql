UPDATE intents
SET unsettled_until = now() + make_interval(secs => :?settle_seconds),
    lost_answers = lost_answers + 1,
    updated_at = now()
WHERE intent_key = :?intent_key AND state = 'open'
RETURNING to_jsonb(intents)::text
