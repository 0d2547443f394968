-- Counts a client's Idempotency-Keys, up to its quota. NULL: the key exists already, and needs no new row.
SELECT CASE
    WHEN EXISTS (SELECT FROM idempotency_keys WHERE client_id = :?client_id AND key = :?key) THEN NULL
    ELSE (SELECT count(*) FROM (SELECT FROM idempotency_keys WHERE client_id = :?client_id LIMIT :?most) kept)
END
