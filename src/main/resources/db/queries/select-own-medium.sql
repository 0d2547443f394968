-- The client's medium of these bytes, ready or on its way.
SELECT to_jsonb(media)::text
FROM media
WHERE client_id = :?client_id AND ad_account_id = :?ad_account_id AND sha256 = :?sha256
  AND status <> 'failed' AND same_as IS NULL
