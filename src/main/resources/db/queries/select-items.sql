-- The items of a job after the given one, in order; a null filter does not filter.
SELECT item_no,
       jsonb_build_object(
           'key', item_key,
           'kind', item_kind,
           'status', coalesce(outcome, status::text),
           'id', coalesce(result_json ->> (item_kind || '_id'), input_json ->> 'object_id', media_ids[1]::text),
           'step', step,
           'waiting_for', waiting_for,
           'attempts', attempts,
           'deduplicated', coalesce((result_json ->> 'deduplicated')::boolean, false),
           'error', CASE WHEN status <> 'succeeded' THEN error_json END,
           'warnings', coalesce(result_json -> 'warnings', '[]'))::text AS item
FROM jobs
WHERE parent_job_id = :?job_id::uuid AND item_no > :?after::integer
  AND (:?kind::text IS NULL OR item_kind = :?kind)
  AND (:?status::text IS NULL OR coalesce(outcome, status::text) = :?status)
ORDER BY item_no
LIMIT :?limit
