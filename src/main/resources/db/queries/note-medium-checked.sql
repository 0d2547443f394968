-- Meta was seen to have it.
UPDATE media SET checked_at = now() WHERE media_id = :?media_id::uuid RETURNING to_jsonb(media)::text
