-- Where a client wants to be told of its jobs' ends, unless a job says otherwise.
ALTER TABLE clients ADD COLUMN callback_url text;

-- What a client's webhooks are signed with. An earlier secret goes on signing beside its successor until it expires.
CREATE TABLE webhook_secrets (
    secret_id  uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    client_id  text NOT NULL REFERENCES clients,
    -- whsec_<base64>, or the same encrypted, where the operator has set a key for that
    secret     text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz
);

CREATE INDEX webhook_secrets_of_client ON webhook_secrets (client_id, created_at DESC);
CREATE UNIQUE INDEX webhook_secrets_current ON webhook_secrets (client_id) WHERE expires_at IS NULL;

-- What is to be told to whom: written with a job's final status, so that there is never one without the other.
CREATE TABLE webhook_deliveries (
    delivery_id  uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    job_id       uuid NOT NULL REFERENCES jobs ON DELETE CASCADE,
    client_id    text NOT NULL REFERENCES clients,
    event        text NOT NULL,
    url          text NOT NULL,
    -- the job's row as it was then: it may be tried again before the delivery succeeds
    job_json     jsonb NOT NULL,

    status       text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'delivered', 'failed', 'gone')),
    -- every attempt ever, which also tells a late write from one of the current holder
    attempts     integer NOT NULL DEFAULT 0,
    -- failed attempts since it was last asked for: they say how long to wait
    failures     integer NOT NULL DEFAULT 0,
    due_at       timestamptz NOT NULL DEFAULT now(),
    lease_until  timestamptz,
    takeable_at  timestamptz GENERATED ALWAYS AS (coalesce(lease_until, due_at)) STORED,

    -- what came of the last attempt: the receiver's status, or why there was none
    last_status  integer,
    last_error   text,
    created_at   timestamptz NOT NULL DEFAULT now(),
    delivered_at timestamptz
);

CREATE INDEX webhook_deliveries_takeable ON webhook_deliveries (client_id, takeable_at) WHERE status = 'pending';
CREATE INDEX webhook_deliveries_held ON webhook_deliveries (client_id) WHERE lease_until IS NOT NULL;
CREATE INDEX webhook_deliveries_of_job ON webhook_deliveries (job_id, created_at);
