-- Writes the intent before the create. An open intent that exists already belongs to a call whose process died or
-- lost its job: the object of that call may still appear for a while. The end of that time is not moved if it is
-- known: a job that resumes after it must find it over. A closed intent is reopened; if a create was lost before, its
-- object may still appear beside the new one. Labels are shared, but not by two open intents for objects of the same
-- name, which could adopt each other's object. lease_left proves the lease of the job's holder: its remaining
-- seconds, or none if the job is to be cancelled. It is null without a job.
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
