-- The objects that a job has created at Meta, by its items, including objects found after their item had failed.
-- Objects that existed before are excluded.
SELECT jsonb_build_object(
           'kind', item_kind,
           'key', item_key,
           'id', result_json ->> (item_kind || '_id'),
           'campaign_id', input_json ->> 'campaign_id',
           'adset_id', input_json ->> 'adset_id',
           'creative_id', input_json ->> 'creative_id')::text AS item
FROM jobs
WHERE parent_job_id = :?job_id::uuid AND item_kind IN ('campaign', 'adset', 'creative', 'ad')
  AND result_json -> (item_kind || '_id') IS NOT NULL
  AND NOT coalesce((result_json ->> 'deduplicated')::boolean, false)
ORDER BY item_no
