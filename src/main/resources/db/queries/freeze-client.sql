-- The first reason stays until the client is unfrozen.
UPDATE clients AS c
SET frozen_at = coalesce(frozen_at, now()),
    frozen_by = CASE WHEN frozen_at IS NULL THEN :?frozen_by::text ELSE frozen_by END,
    frozen_reason = CASE WHEN frozen_at IS NULL THEN :?reason::text ELSE frozen_reason END,
    updated_at = now()
WHERE client_id = :?client_id
RETURNING to_jsonb(c)::text
