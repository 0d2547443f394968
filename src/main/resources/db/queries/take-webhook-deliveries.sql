-- Takes due deliveries for the length of a lease: clients in turn, and a limited number of each at once, so that a
-- receiver that hangs delays no other client. If a process dies, others take its deliveries when the lease expires.
-- Each row has the secrets that sign its client's webhooks now, newest first.
WITH held AS (
    SELECT client_id, count(*) AS deliveries
    FROM webhook_deliveries
    WHERE status = 'pending' AND lease_until > now()
    GROUP BY client_id
), due AS (
    SELECT d.delivery_id,
           d.takeable_at,
           coalesce(h.deliveries, 0) + row_number() OVER (PARTITION BY c.client_id ORDER BY d.takeable_at) AS turn
    FROM clients c
    LEFT JOIN held h USING (client_id)
    CROSS JOIN LATERAL (
        SELECT delivery_id, takeable_at
        FROM webhook_deliveries
        WHERE client_id = c.client_id AND status = 'pending' AND takeable_at <= now()
        ORDER BY takeable_at
        LIMIT least(:?client_limit::int, :?limit::int)
        FOR UPDATE SKIP LOCKED) d
), next AS (
    SELECT delivery_id FROM due WHERE turn <= :?client_limit ORDER BY turn, takeable_at LIMIT :?limit
)
UPDATE webhook_deliveries d
SET lease_until = now() + make_interval(secs => :?lease_seconds), attempts = attempts + 1
FROM next
WHERE d.delivery_id = next.delivery_id
RETURNING (to_jsonb(d) || jsonb_build_object('secrets', ARRAY(
    SELECT secret
    FROM webhook_secrets s
    WHERE s.client_id = d.client_id AND (s.expires_at IS NULL OR s.expires_at > now())
    ORDER BY s.created_at DESC)))::text AS delivery
