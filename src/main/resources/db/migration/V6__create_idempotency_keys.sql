-- What came of creating calls that carried an Idempotency-Key, so that a call that is repeated is answered again and
-- not done again.
CREATE TABLE idempotency_keys (
    client_id    text NOT NULL REFERENCES clients,
    key          text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
    -- which request the key stands for: a digest of its operation, fields and files
    operation    text NOT NULL,
    fingerprint  text NOT NULL,
    -- the intent of what is being made, whichever process goes on with it; null for a job, which has its own
    intent_key   text,

    -- running: it is the owner's until lease_until, and from then on whoever's who repeats the request; kept: the
    -- answer stands below
    state        text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'kept')),
    owner        uuid,
    lease_until  timestamptz NOT NULL,

    status       integer,
    content_type text,
    location     text,
    answer       text,

    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),

    PRIMARY KEY (client_id, key),
    CHECK (state <> 'kept' OR (status IS NOT NULL AND content_type IS NOT NULL AND answer IS NOT NULL))
);

CREATE INDEX idempotency_keys_created_at ON idempotency_keys (created_at);
CREATE INDEX idempotency_keys_owner ON idempotency_keys (owner) WHERE owner IS NOT NULL;
