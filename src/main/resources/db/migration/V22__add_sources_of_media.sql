-- Waits 2 s at most for the locks: statements queue behind a migration that waits for running transactions.
SET LOCAL lock_timeout = '2s';

-- Where a medium is downloaded from: the sealed URL, until the bytes are here.
ALTER TABLE media ADD COLUMN source text;
-- The version of the file at its source that the partial download is of: an ETag or a date.
ALTER TABLE media ADD COLUMN source_version text;
-- Where the partial download lies.
ALTER TABLE media ADD COLUMN source_file text;
-- Whether Meta had the bytes before they were sent.
ALTER TABLE media ADD COLUMN deduplicated boolean NOT NULL DEFAULT false;
-- The client's earlier medium of the same bytes: a download shows only in the end that it brings nothing new.
ALTER TABLE media ADD COLUMN same_as uuid;

DROP INDEX media_of_bytes;
CREATE UNIQUE INDEX media_of_bytes ON media (client_id, ad_account_id, sha256)
    WHERE sha256 IS NOT NULL AND status <> 'failed' AND same_as IS NULL;

-- One upload of the same bytes to an ad account at a time.
CREATE UNIQUE INDEX media_on_their_way ON media (ad_account_id, sha256) WHERE status IN ('uploading', 'processing');

-- What the inspection of a job's file found.
ALTER TABLE jobs ADD COLUMN file_json jsonb;
