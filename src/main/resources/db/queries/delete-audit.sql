-- Entries that were kept long enough; a few at a time.
DELETE FROM audit
WHERE audit_id IN (
    SELECT audit_id
    FROM audit
    WHERE at < now() - make_interval(secs => :?retention_seconds)
    ORDER BY at
    LIMIT 5000
    FOR UPDATE SKIP LOCKED)
RETURNING audit_id
