-- Forgets a medium that no unfinished job uses. The row says what it was: used, or deleted.
WITH medium AS (
    SELECT media_id,
           EXISTS (
               SELECT
               FROM jobs
               WHERE status IN ('queued', 'running') AND media_ids @> ARRAY[media.media_id]) AS used
    FROM media
    WHERE media_id = :?media_id::uuid AND (:?client_id::text IS NULL OR client_id = :?client_id)
    FOR UPDATE
), deleted AS (
    DELETE FROM media WHERE media_id IN (SELECT media_id FROM medium WHERE NOT used)
)
SELECT used FROM medium
