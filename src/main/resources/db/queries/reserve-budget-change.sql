-- Counts a change of an ad set's budget if there were fewer than the maximum within the window. The row lock lets one
-- process count at a time. At the maximum, returns the seconds until the oldest counted change leaves the window.
WITH reserved AS (
    INSERT INTO budget_changes AS counted (adset_id, changed_at, latest_at)
    VALUES (:?adset_id, ARRAY[clock_timestamp()], clock_timestamp())
    ON CONFLICT (adset_id) DO UPDATE
    SET changed_at = ARRAY(
            SELECT at
            FROM unnest(counted.changed_at) AS at
            WHERE at > clock_timestamp() - make_interval(secs => :?window_seconds)
            ORDER BY at) || clock_timestamp(),
        latest_at = clock_timestamp()
    WHERE (SELECT count(*)
           FROM unnest(counted.changed_at) AS at
           WHERE at > clock_timestamp() - make_interval(secs => :?window_seconds)) < :?most
    RETURNING changed_at[cardinality(changed_at)]::text AS changed_at)
SELECT changed_at, NULL::float8 AS seconds_left
FROM reserved
UNION ALL
SELECT NULL, extract(epoch FROM
    changed_at[cardinality(changed_at) - :?most + 1] + make_interval(secs => :?window_seconds) - clock_timestamp())::float8
FROM budget_changes
WHERE adset_id = :?adset_id AND NOT EXISTS (SELECT FROM reserved)
