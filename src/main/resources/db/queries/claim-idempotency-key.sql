-- Claims a key for a new request. The row contains the outcome: this owner holds the key; another one holds it; an
-- answer is stored; or it belongs to another request. A key that was released, or whose owner died, continues with
-- the same request and intent; unless that intent is closed, its object may exist. With a new key the intent of the
-- first object is written too, if its kind is given; its label is chosen as in open-intent.sql.
WITH claimed AS (
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
    RETURNING *
), opened AS (
    INSERT INTO intents AS i (intent_key, kind, client_id, ad_account_id, parent_id, name, label)
    SELECT c.intent_key, :?kind::text, c.client_id, :?ad_account_id, :?parent_id::text, :?name::text,
           (SELECT candidate.label
            FROM unnest(:?labels::text[]) WITH ORDINALITY AS candidate (label, place)
            ORDER BY EXISTS (
                SELECT
                FROM intents o
                WHERE o.state = 'open' AND o.ad_account_id = :?ad_account_id AND o.kind = :?kind::text
                  AND o.name = :?name::text AND o.label = candidate.label), place
            LIMIT 1)
    FROM claimed c
    WHERE :?kind::text IS NOT NULL AND c.intent_key = :?intent_key::text
    RETURNING *
)
SELECT (to_jsonb(k) || jsonb_build_object(
    'create_begun',
    EXISTS (SELECT FROM intents i WHERE i.intent_key = k.intent_key AND i.state <> 'absent'),
    'intent',
    (SELECT to_jsonb(opened) FROM opened)))::text
FROM claimed k
