-- Takes a key for a request that begins now. The row tells what came of it: this owner has the key; another has it; an
-- answer is kept; or it stands for another request. A key that was let go, or whose owner died, goes on with the same
-- request and the intent of before; unless that intent is closed, its object may exist.
INSERT INTO idempotency_keys AS k (client_id, key, operation, fingerprint, intent_key, owner, lease_until)
VALUES (:?client_id, :?key, :?operation, :?fingerprint, :?intent_key::text, :?owner::uuid,
        now() + make_interval(secs => :?lease_seconds))
ON CONFLICT (client_id, key) DO UPDATE
SET owner = CASE
        WHEN k.state = 'running' AND k.lease_until <= now() AND k.fingerprint = excluded.fingerprint
        THEN excluded.owner
        ELSE k.owner
    END,
    lease_until = CASE
        WHEN k.state = 'running' AND k.lease_until <= now() AND k.fingerprint = excluded.fingerprint
        THEN excluded.lease_until
        ELSE k.lease_until
    END,
    updated_at = now()
RETURNING (to_jsonb(k) || jsonb_build_object(
    'create_begun',
    EXISTS (SELECT FROM intents i WHERE i.intent_key = k.intent_key AND i.state <> 'absent')))::text
