CREATE TYPE job_status AS ENUM ('queued', 'running', 'succeeded', 'failed', 'cancelled');

-- The row is the promise: a job that is here will end in a final status, whatever dies meanwhile.
CREATE TABLE jobs (
    job_id            uuid PRIMARY KEY,
    client_id         text NOT NULL REFERENCES clients,
    type              text NOT NULL,
    status            job_status NOT NULL DEFAULT 'queued',

    -- the account and page the job was accepted for, whatever becomes of the client later
    ad_account_id     text NOT NULL,
    page_id           text NOT NULL,
    instagram_user_id text,

    input_json        jsonb NOT NULL,
    result_json       jsonb NOT NULL DEFAULT '{}',
    checkpoint_json   jsonb NOT NULL DEFAULT '{}',
    error_json        jsonb,
    error_text        text,
    blob_video_path   text,
    blob_thumb_path   text,
    bytes_total       bigint NOT NULL DEFAULT 0,
    bytes_sent        bigint NOT NULL DEFAULT 0,

    -- the step under way; why and until when the job waits
    step              text,
    waiting_for       text CHECK (waiting_for IN ('processing', 'throttle', 'breaker')),
    attempts          integer NOT NULL DEFAULT 0,
    max_attempts      integer NOT NULL DEFAULT 3,
    crashes           integer NOT NULL DEFAULT 0,
    next_attempt_at   timestamptz,
    cancel_requested  boolean NOT NULL DEFAULT false,

    -- the lease: who holds the job and until when; the fence counts its holders, so that a late
    -- write of an earlier holder finds no row
    worker            text,
    lease_until       timestamptz,
    fence             bigint NOT NULL DEFAULT 0,
    claimed_at        timestamptz,
    due_at            timestamptz NOT NULL DEFAULT now(),
    takeable_at       timestamptz GENERATED ALWAYS AS (coalesce(lease_until, due_at)) STORED,

    -- the wake-up: in which incarnation of the stream it lies, or who is pushing it until when
    woken_in          text,
    woken_at          timestamptz,
    waking_until      timestamptz,

    created_at        timestamptz NOT NULL DEFAULT now(),
    started_at        timestamptz,
    finished_at       timestamptz,
    updated_at        timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX jobs_takeable ON jobs (client_id, takeable_at) WHERE status IN ('queued', 'running');
CREATE INDEX jobs_to_wake ON jobs (takeable_at) WHERE status IN ('queued', 'running');
CREATE INDEX jobs_held ON jobs (client_id) WHERE lease_until IS NOT NULL;
CREATE INDEX jobs_last_claim ON jobs (client_id, claimed_at DESC) WHERE claimed_at IS NOT NULL;
CREATE INDEX jobs_newest ON jobs (created_at DESC, job_id DESC);
CREATE INDEX jobs_newest_of_client ON jobs (client_id, created_at DESC, job_id DESC);
CREATE INDEX jobs_finished ON jobs (finished_at) WHERE finished_at IS NOT NULL;
