-- Newest first, before the cursor's entry; a filter that is null does not filter. One of the parts runs, with the index that
-- fits its filters.
SELECT jsonb_build_object(
           'audit_id', audit_id::text,
           'at', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
           'client_id', client_id, 'key_id', key_id, 'via', via, 'operation', operation, 'objects', objects,
           'outcome', outcome, 'status', status, 'problem', problem, 'hits', to_jsonb(hits),
           'request_sha256', request_sha256, 'approval_id', approval_id, 'job_id', job_id, 'trace_id', trace_id)::text
FROM (
    (SELECT *
     FROM audit
     WHERE :?key_id::text IS NOT NULL AND key_id = :?key_id
       AND (:?client_id::text IS NULL OR client_id = :?client_id)
       AND (:?before::bigint IS NULL OR audit_id < :?before::bigint)
       AND (:?via::text IS NULL OR via = :?via) AND (:?outcome::text IS NULL OR outcome = :?outcome)
       AND (:?since::timestamptz IS NULL OR at > :?since::timestamptz)
     ORDER BY audit_id DESC
     LIMIT :?limit)
    UNION ALL
    (SELECT *
     FROM audit
     WHERE :?key_id::text IS NULL AND :?client_id::text IS NOT NULL AND client_id = :?client_id
       AND (:?before::bigint IS NULL OR audit_id < :?before::bigint)
       AND (:?via::text IS NULL OR via = :?via) AND (:?outcome::text IS NULL OR outcome = :?outcome)
       AND (:?since::timestamptz IS NULL OR at > :?since::timestamptz)
     ORDER BY audit_id DESC
     LIMIT :?limit)
    UNION ALL
    (SELECT *
     FROM audit
     WHERE :?key_id::text IS NULL AND :?client_id::text IS NULL
       AND (:?before::bigint IS NULL OR audit_id < :?before::bigint)
       AND (:?via::text IS NULL OR via = :?via) AND (:?outcome::text IS NULL OR outcome = :?outcome)
       AND (:?since::timestamptz IS NULL OR at > :?since::timestamptz)
     ORDER BY audit_id DESC
     LIMIT :?limit)
) found
ORDER BY found.audit_id DESC
