-- For the ad account whose currency was compared. No row: there is no such client, or it has another account meanwhile.
UPDATE clients AS c
SET limits = :?limits::jsonb, limits_account_id = ad_account_id, updated_at = now()
WHERE client_id = :?client_id AND ad_account_id = :?ad_account_id
RETURNING to_jsonb(c)::text
