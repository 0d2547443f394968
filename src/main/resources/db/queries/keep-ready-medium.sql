-- Meta has these bytes: they are a ready medium of the client from now on. The row says whether it was there before; one
-- that is on its way is ready now.
INSERT INTO media (media_id, client_id, ad_account_id, kind, status, name, sha256, bytes, width, height, duration_ms,
                   codec, warnings, image_hash, video_id, thumbnail_hash, deduplicated, checked_at)
SELECT :?media_id::uuid, :?client_id, :?ad_account_id, f.kind, 'ready', :?name::text, f.sha256, f.bytes, f.width, f.height,
       f.duration_ms, f.codec, coalesce(f.warnings, '[]'), :?image_hash::text, :?video_id::text, :?thumbnail_hash::text,
       :?deduplicated, now()
FROM jsonb_to_record(:?file::jsonb) f (kind text, sha256 text, bytes bigint, width integer, height integer,
                                       duration_ms bigint, codec text, warnings jsonb)
ON CONFLICT (client_id, ad_account_id, sha256) WHERE sha256 IS NOT NULL AND status <> 'failed' AND same_as IS NULL
DO UPDATE SET status = 'ready',
              image_hash = EXCLUDED.image_hash,
              video_id = EXCLUDED.video_id,
              thumbnail_hash = coalesce(EXCLUDED.thumbnail_hash, media.thumbnail_hash),
              error = NULL,
              checked_at = now(),
              updated_at = now()
RETURNING to_jsonb(media)::text
