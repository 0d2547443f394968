-- The bytes of a download are here. Where the client has them as a medium already, this one stands beside it. No row: the
-- job is another worker's by now, or the medium is gone.
UPDATE media m
SET kind = f.kind,
    sha256 = f.sha256,
    bytes = f.bytes,
    width = f.width,
    height = f.height,
    duration_ms = f.duration_ms,
    codec = f.codec,
    warnings = coalesce(f.warnings, '[]'),
    source = NULL,
    source_version = NULL,
    source_file = NULL,
    same_as = (
        SELECT o.media_id
        FROM media o
        WHERE o.client_id = m.client_id AND o.ad_account_id = m.ad_account_id AND o.sha256 = f.sha256
          AND o.status <> 'failed' AND o.same_as IS NULL AND o.media_id <> m.media_id),
    updated_at = now()
FROM jobs j,
     jsonb_to_record(:?file::jsonb) f (kind text, sha256 text, bytes bigint, width integer, height integer,
                                       duration_ms bigint, codec text, warnings jsonb)
WHERE m.media_id = :?media_id::uuid
  AND j.job_id = :?job_id::uuid AND j.fence = :?fence AND j.lease_until IS NOT NULL
RETURNING to_jsonb(m)::text
