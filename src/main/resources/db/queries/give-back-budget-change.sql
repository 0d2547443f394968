-- A change of a budget that Meta did not make does not count.
UPDATE budget_changes
SET changed_at = array_remove(changed_at, :?changed_at::timestamptz)
WHERE adset_id = :?adset_id
