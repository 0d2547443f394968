UPDATE clients AS c
SET frozen_at = NULL, frozen_by = NULL, frozen_reason = NULL, updated_at = now()
WHERE client_id = :?client_id
RETURNING to_jsonb(c)::text
