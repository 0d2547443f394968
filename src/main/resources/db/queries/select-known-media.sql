-- The ready media of these bytes in an ad account, the client's own first.
SELECT to_jsonb(media)::text
FROM media
WHERE ad_account_id = :?ad_account_id AND sha256 = :?sha256 AND status = 'ready'
ORDER BY client_id = :?client_id DESC, same_as IS NULL DESC, created_at
LIMIT 1
