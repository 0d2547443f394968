-- Waits 2 s at most for the locks: statements queue behind a migration that waits for running transactions.
SET LOCAL lock_timeout = '2s';

-- What a key may do. Keys of before keep all that they could do; the service gives new ones less.
ALTER TABLE api_keys
    ADD COLUMN name text,
    ADD COLUMN source text,
    ADD COLUMN scopes text[] NOT NULL DEFAULT '{read,create,activate,archive}'
        CHECK (scopes <@ '{read,create,activate,archive}'::text[]),
    ADD COLUMN expires_at timestamptz,
    -- tighter than the client's
    ADD COLUMN limits jsonb,
    -- null is no limit
    ADD COLUMN calls_per_minute integer,
    ADD COLUMN creates_per_minute integer;

-- What a client may do, with the ad account that its money was said for; and since when it may only stop.
ALTER TABLE clients
    ADD COLUMN limits jsonb,
    ADD COLUMN limits_account_id text,
    ADD COLUMN frozen_at timestamptz,
    ADD COLUMN frozen_by text,
    ADD COLUMN frozen_reason text;

-- Requests to set something active, which another key decides.
CREATE TABLE approvals (
    approval_id     uuid PRIMARY KEY,
    client_id       text NOT NULL REFERENCES clients,
    action          text NOT NULL,
    object_kind     text NOT NULL CHECK (object_kind IN ('campaign', 'adset', 'ad')),
    object_id       text NOT NULL,
    include         text[] NOT NULL DEFAULT '{}',
    note            text,
    status          text NOT NULL DEFAULT 'pending'
        CHECK (status IN ('pending', 'approved', 'rejected', 'expired', 'withdrawn', 'done', 'failed')),
    -- null is the administrator
    asked_by        text,
    summary         jsonb NOT NULL,
    -- what is set active, in order, as it was when it was asked for
    snapshot        jsonb NOT NULL,
    snapshot_sha256 text NOT NULL,
    decided_by      text,
    decided_at      timestamptz,
    reason          text,
    -- the job that carries it out
    job_id          uuid,
    created_at      timestamptz NOT NULL DEFAULT now(),
    expires_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL DEFAULT now()
);

-- A webhook reports a job or an approval.
ALTER TABLE webhook_deliveries ALTER COLUMN job_id DROP NOT NULL;

CREATE INDEX approvals_newest_of_client ON approvals (client_id, created_at DESC, approval_id DESC);
CREATE INDEX approvals_newest ON approvals (created_at DESC, approval_id DESC);
CREATE INDEX approvals_pending ON approvals (expires_at) WHERE status = 'pending';
CREATE INDEX approvals_of_job ON approvals (job_id) WHERE job_id IS NOT NULL;

-- Who changed what, at Meta and here, and who was refused. No reference to a client: what was refused may name none.
CREATE TABLE audit (
    audit_id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at             timestamptz NOT NULL DEFAULT now(),
    client_id      text,
    -- null is the administrator, or the service itself
    key_id         text,
    via            text NOT NULL CHECK (via IN ('rest', 'mcp', 'console', 'job')),
    operation      text NOT NULL,
    -- {"kind": "campaign", "id": "1202"}
    objects        jsonb NOT NULL DEFAULT '[]',
    outcome        text NOT NULL CHECK (outcome IN ('done', 'refused', 'failed', 'unknown')),
    status         integer,
    problem        text,
    -- the limits or the scope that were hit
    hits           text[] NOT NULL DEFAULT '{}',
    request_sha256 text,
    approval_id    uuid,
    job_id         uuid,
    trace_id       text
);

CREATE INDEX audit_of_client ON audit (client_id, audit_id DESC);
CREATE INDEX audit_of_key ON audit (key_id, audit_id DESC) WHERE key_id IS NOT NULL;
CREATE INDEX audit_oldest ON audit (at);
