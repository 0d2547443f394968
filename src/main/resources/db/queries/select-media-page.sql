-- Newest first, after the cursor's medium; a filter that is null does not filter.
SELECT to_jsonb(media)::text
FROM media
WHERE (:?client_id::text IS NULL OR client_id = :?client_id)
  AND (:?sha256::text IS NULL OR sha256 = :?sha256)
  AND (:?kind::text IS NULL OR kind = :?kind)
  AND (:?status::text IS NULL OR status = :?status)
  AND (created_at, media_id) < (coalesce(:?cursor_created_at::timestamptz, 'infinity'),
                                coalesce(:?cursor_media_id::uuid, '00000000-0000-0000-0000-000000000000'))
ORDER BY created_at DESC, media_id DESC
LIMIT :?limit
