-- Waits 2 s at most for the locks: statements queue behind a migration that waits for running transactions.
SET LOCAL lock_timeout = '2s';

-- Pictures and videos of an ad account, each uploaded once.
CREATE TABLE media (
    media_id       uuid PRIMARY KEY,
    client_id      text NOT NULL REFERENCES clients,
    ad_account_id  text NOT NULL,
    -- null until a download shows what the file is
    kind           text CHECK (kind IN ('image', 'video')),
    status         text NOT NULL
        CHECK (status IN ('pending', 'downloading', 'uploading', 'processing', 'ready', 'failed')),
    name           text,
    -- of the file's bytes, in hexadecimal; null until all bytes are here
    sha256         text,
    bytes          bigint,
    width          integer,
    height         integer,
    duration_ms    bigint,
    codec          text,
    image_hash     text,
    video_id       text,
    thumbnail_hash text,
    warnings       jsonb NOT NULL DEFAULT '[]',
    error          jsonb,
    -- the media_upload job that brings it to Meta, if there is one
    job_id         uuid,
    -- when Meta was last seen to have it
    checked_at     timestamptz,
    created_at     timestamptz NOT NULL DEFAULT now(),
    updated_at     timestamptz NOT NULL DEFAULT now()
);

-- The same bytes are one medium of a client's ad account, even if they arrive twice at once.
CREATE UNIQUE INDEX media_of_bytes ON media (client_id, ad_account_id, sha256)
    WHERE sha256 IS NOT NULL AND status <> 'failed';
CREATE INDEX media_newest_of_client ON media (client_id, created_at DESC, media_id DESC);
CREATE INDEX media_newest ON media (created_at DESC, media_id DESC);
CREATE INDEX media_of_account_bytes ON media (ad_account_id, sha256) WHERE status = 'ready';
CREATE INDEX media_of_job ON media (job_id) WHERE job_id IS NOT NULL;

-- The media that a job's creative shows: they may not be deleted while it runs.
ALTER TABLE jobs ADD COLUMN media_ids uuid[] NOT NULL DEFAULT '{}';
CREATE INDEX jobs_using_media ON jobs USING gin (media_ids) WHERE status IN ('queued', 'running');

ALTER TABLE jobs DROP CONSTRAINT jobs_waiting_for_check;
ALTER TABLE jobs ADD CONSTRAINT jobs_waiting_for_check
    CHECK (waiting_for IN ('processing', 'throttle', 'breaker', 'media')) NOT VALID;
