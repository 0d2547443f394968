-- Where a medium is downloaded from, and how far that is.
SELECT jsonb_build_object('source', source, 'version', source_version, 'file', source_file)::text
FROM media
WHERE media_id = :?media_id::uuid
