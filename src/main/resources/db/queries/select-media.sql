-- These media; only the client's, unless that is null.
SELECT to_jsonb(media)::text
FROM media
WHERE media_id = ANY (:?media_ids::uuid[])
  AND (:?client_id::text IS NULL OR client_id = :?client_id)
