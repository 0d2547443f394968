-- No statement looks for the last claim of a client any more, and each claim had to write the index. The version before does
-- not use it either. Outside of a transaction, so that the table stays writable.
DROP INDEX CONCURRENTLY IF EXISTS jobs_last_claim;
