-- Writes the intent down before the create. One that is there already, and open, belongs to a call whose
-- process died or lost its job: what that call made may still appear for a while. How long is kept where it is known:
-- a job that comes back after that time must find it over. One that was closed is opened again; if a create was lost
-- before, its object may still appear beside the one that is made now. Labels are shared, but not by two open intents
-- for objects of the same name, which could adopt each other's. lease_left proves the lease of the job's holder: how many
-- seconds of it are left, and none if the job is to be cancelled. It is null for everyone else.
INSERT INTO intents AS i (intent_key, kind, client_id, job_id, ad_account_id, parent_id, name, label)
VALUES (:?intent_key, :?kind, :?client_id, :?job_id::uuid, :?ad_account_id, :?parent_id::text, :?name,
        (SELECT candidate.label
         FROM unnest(:?labels::text[]) WITH ORDINALITY AS candidate (label, place)
         ORDER BY EXISTS (
             SELECT
             FROM intents o
             WHERE o.state = 'open' AND o.ad_account_id = :?ad_account_id AND o.kind = :?kind AND o.name = :?name
               AND o.label = candidate.label), place
         LIMIT 1))
ON CONFLICT (intent_key) DO UPDATE
SET unsettled_until = CASE i.state
        WHEN 'open' THEN coalesce(i.unsettled_until, now() + make_interval(secs => :?settle_seconds))
    END,
    state = CASE i.state WHEN 'absent' THEN 'open' ELSE i.state END,
    recreated = i.recreated OR i.state = 'absent' AND i.lost_answers > 0,
    lost_answers = CASE i.state WHEN 'absent' THEN 0 ELSE i.lost_answers END,
    updated_at = now()
RETURNING (to_jsonb(i) || jsonb_build_object('lease_left', (
    SELECT CASE WHEN j.cancel_requested THEN 0 ELSE extract(epoch FROM j.lease_until - now()) END
    FROM jobs j
    WHERE j.job_id = :?job_id::uuid AND j.fence = :?fence::bigint AND j.worker IS NOT NULL)))::text
